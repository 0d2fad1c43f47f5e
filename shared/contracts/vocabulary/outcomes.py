"""What became of a request, and what happens next while it is open."""

from shared.contracts.vocabulary.terms import closed_list

SOURCE_WITHIN = closed_list(
    "source_within",
    "Why somebody asks again",
    "Por qué vuelve a pedir",
    ("coach_left", "Their coach left", "Se fue quien acompañaba"),
    ("rematch", "Asked for another coach", "Pidió otra persona que acompañe"),
)

REFERRAL_OUTCOME = closed_list(
    "referral_outcome",
    "What happened next",
    "Qué pasó después",
    ("matched", "Has a coach", "Ya tiene acompañante"),
    ("not_found_yet", "We haven't found the right person yet", "Todavía no encontramos a la persona indicada"),
    ("not_now", "Not now; the door is open", "Por ahora no; la puerta sigue abierta"),
    ("moved_away", "Moved away", "Se mudó"),
    ("helped_elsewhere", "Found support somewhere else", "Encontró apoyo en otro lugar"),
    ("not_reached", "We have not reached them; door open", "Aún sin contacto; la puerta sigue abierta"),
    ("asked_not_to_contact", "Asked us not to contact them", "Pidió que no le contactemos"),
    ("duplicate", "Asked twice", "Solicitud repetida"),
    ("died", "Died", "Falleció"),
)

NEXT_STEP = closed_list(
    "next_step",
    "What happens next",
    "Lo que sigue",
    ("look_again", "We look again and tell you what we found", "Volvemos a buscar y te contamos qué encontramos"),
    (
        "more_people",
        "We show you more people who could walk with you",
        "Te mostramos más personas que podrían acompañarte",
    ),
    (
        "talk_together",
        "We go through it together: what could be different?",
        "Lo vemos en compañía: ¿qué podría cambiar?",
    ),
    (
        "welcome_conversation",
        "You can talk with somebody now, no match needed",
        "Puedes hablar con alguien ahora, sin elegir",
    ),
    ("weekly_call", "Somebody calls you once a week until then", "Mientras tanto, alguien te llama una vez por semana"),
    ("groups", "Groups you can come to until then", "Grupos a los que puedes venir mientras tanto"),
)

COACH_HEARS = closed_list(
    "coach_hears",
    "What your coach hears",
    "Lo que le decimos a quien te acompaña",
    ("kindly", "We tell them kindly", "Se lo decimos con cariño"),
    ("by_member", "I tell them", "Se lo digo yo"),
    ("new_match", "Just “a new match”", "Solo “ahora acompaña otra persona”"),
)

CADENCE = closed_list(
    "cadence",
    "How often we meet",
    "Cada cuánto nos vemos",
    ("twice_weekly", "Twice a week or more", "Dos veces por semana o más"),
    ("weekly", "Once a week", "Una vez por semana"),
    ("every_other_week", "Every other week", "Cada dos semanas"),
    ("calls_only", "Calls only", "Solo llamadas"),
)

WITHDRAWN = closed_list(
    "withdrawn",
    "Why we took the question back",
    "Por qué retiramos la pregunta",
    ("choice_changed", "The person chose differently", "La persona eligió otra cosa"),
    ("full", "Full just now", "Sin lugar por ahora"),
    ("kept_apart", "Kept apart", "Se mantienen por separado"),
    ("coach_away", "The coach is away", "Quien acompaña está fuera"),
    ("coach_left", "Coach left", "Quien acompañaba se fue"),
    ("person_away", "The person is away", "La persona está fuera"),
    ("request_closed", "The request was closed", "La solicitud se cerró"),
    ("died", "Died", "Falleció"),
    ("other", "Something else", "Otra razón"),
)

OUTCOMES = (SOURCE_WITHIN, REFERRAL_OUTCOME, NEXT_STEP, COACH_HEARS, CADENCE, WITHDRAWN)
