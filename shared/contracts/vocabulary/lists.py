"""Closed lists of day one: why, where from, and how it went. No list asks a person to explain themselves."""

from shared.contracts.vocabulary.consents import CONSENTS
from shared.contracts.vocabulary.outcomes import OUTCOMES
from shared.contracts.vocabulary.terms import closed_list

URGENCY = closed_list(
    "urgency",
    "How soon",
    "Cuándo",
    ("urgent", "Leaving a place within 48 hours", "Deja un lugar en las próximas 48 horas"),
    ("soon", "Nobody to turn to right now", "Sin apoyo en este momento"),
    ("routine", "No particular hurry", "Sin prisa especial"),
)

SOURCE = closed_list(
    "source",
    "How they came to us",
    "Cómo llegó a nuestra puerta",
    ("self", "By themselves, or a friend or relative", "Por su cuenta, o por una amistad o familiar", "TEDS PSOURCE 1"),
    ("treatment", "Substance use care", "Atención por consumo de sustancias", "TEDS PSOURCE 2"),
    ("health", "Other health care", "Otra atención de salud", "TEDS PSOURCE 3"),
    ("school", "School", "Escuela", "TEDS PSOURCE 4"),
    ("employer", "Employer", "Empleo", "TEDS PSOURCE 5"),
    ("community", "Another community service", "Otro servicio comunitario", "TEDS PSOURCE 6"),
    ("court", "Court, probation or parole", "Tribunal o libertad condicional", "TEDS PSOURCE 7"),
    ("walked_in", "Walked in", "Vino en persona", "TEDS PSOURCE 1"),
    ("someone_here", "Someone here told them", "Alguien de aquí le contó", "TEDS PSOURCE 1"),
    ("staff", "Someone of our staff", "Alguien de nuestro equipo"),
    ("other", "Another way", "De otra manera"),
)

DECLINED = closed_list(
    "declined",
    "Why not this time",
    "Por qué no esta vez",
    ("full_just_now", "Full just now", "Sin lugar por ahora"),
    ("know_each_other", "We know each other", "Ya nos conocemos"),
    ("times_do_not_fit", "Times don't fit", "Los horarios no coinciden"),
    ("outside_what_i_can_carry", "Outside what I can carry now", "Más de lo que puedo acompañar ahora"),
    ("other", "Something else", "Otra razón"),
)

ENDED = closed_list(
    "ended",
    "Why it ended",
    "Por qué terminó",
    ("done_well", "We're done, well", "Terminamos, y bien"),
    ("moved_on", "Moved on", "Siguió su camino"),
    ("moved_away", "Moved away", "Se mudó"),
    ("new_coach", "New coach", "Ahora acompaña otra persona"),
    ("coach_left", "Coach left", "Quien acompañaba se fue"),
    ("into_treatment", "Went into treatment", "Entró a tratamiento"),
    ("in_custody", "In custody", "En custodia"),
    ("asked_for_space", "Asked for space", "Pidió espacio"),
    ("not_reached", "We have not reached them; door open", "Aún sin contacto; la puerta sigue abierta"),
    ("died", "Died", "Falleció"),
    ("keep_apart", "Ended, keep apart", "Terminado, mantener por separado"),
)

PAUSED = closed_list(
    "paused",
    "Why it rests",
    "Por qué está en pausa",
    ("in_hospital", "In hospital", "En el hospital"),
    ("in_treatment", "In treatment", "En tratamiento"),
    ("in_custody", "In custody", "En custodia"),
    ("away", "Away", "Fuera"),
    ("asked_for_space", "Asked for space", "Pidió espacio"),
    ("coach_away", "The coach is away", "Quien acompaña está fuera"),
)

APART = closed_list(
    "apart",
    "Keep apart",
    "Mantener por separado",
    ("household", "Same household", "Mismo hogar"),
    ("kin", "Relatives", "Familiares"),
    ("employer", "Employer", "Relación laboral"),
    ("co_worker", "Co-workers", "Colegas de trabajo"),
    ("past_relationship", "Past relationship", "Relación pasada"),
    ("sponsor", "Sponsor and sponsee", "Padrinazgo"),
    ("same_residence", "Same recovery residence", "Misma residencia de recuperación"),
    ("same_home_group", "Same home group", "Mismo grupo base"),
    ("treatment_peer", "In treatment together", "Tratamiento en común"),
    ("ended_keep_apart", "Ended, keep apart", "Terminado, mantener por separado"),
    ("know_each_other", "We know each other", "Ya nos conocemos"),
)

OBSTACLE = closed_list(
    "obstacle",
    "What could get in the way?",
    "¿Qué podría complicarlo?",
    ("ride", "A ride", "Transporte"),
    ("childcare", "Childcare", "Cuidado de niñas y niños"),
    ("phone_credit", "Phone credit", "Saldo del teléfono"),
    ("work_shift", "Work shift", "Turno de trabajo"),
    ("nowhere_private", "Nowhere private to talk", "Sin un lugar privado para hablar"),
    ("nothing", "Nothing", "Nada"),
)

CONTACT_OUTCOME = closed_list(
    "contact_outcome",
    "How did it go?",
    "¿Cómo fue?",
    ("talked", "We talked", "Hablamos"),
    ("left_message", "Left the agreed message", "Dejé el mensaje acordado"),
    ("no_answer", "No answer", "Sin respuesta"),
    ("number_not_working", "Number not working", "El número no funciona"),
    ("someone_else_answered", "Someone else answered", "Contestó otra persona"),
    ("asked_not_to_call", "Asked us not to call", "Pidió que no llamemos"),
)

LISTS = (URGENCY, SOURCE, DECLINED, ENDED, PAUSED, APART, OBSTACLE, CONTACT_OUTCOME, *OUTCOMES, *CONSENTS)
