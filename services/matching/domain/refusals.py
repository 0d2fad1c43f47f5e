"""Every way in which matching says "not like this", in words fit to show. Nobody is blamed, and what helps is said."""

from collections.abc import Mapping, Sequence

from shared.kernel.errors import Conflict

REFUSALS: Mapping[str, tuple[str, str]] = {
    "offer_not_open": ("This offer is no longer open.", "Esta oferta ya no está abierta."),
    "full": (
        "You carry as many people as you said you can. Somebody else will be asked.",
        "Ya acompañas a todas las personas que dijiste poder acompañar. Preguntaremos a alguien más.",
    ),
    "no_longer_fits": (
        "This offer no longer fits. Somebody else will be asked.",
        "Esta oferta ya no encaja. Preguntaremos a alguien más.",
    ),
    "not_free": (
        "Not everybody chosen is free just now.",
        "No todas las personas elegidas tienen lugar por ahora.",
    ),
    "asked_already": (
        "Somebody has been asked already, or has said yes.",
        "Ya preguntamos a alguien, o alguien ya dijo que sí.",
    ),
    "not_waiting": (
        "This person is not waiting for a coach just now.",
        "Esta persona no está esperando acompañante en este momento.",
    ),
    "no_coach_to_change": (
        "This person has no coach to change from.",
        "Esta persona no tiene acompañante que cambiar.",
    ),
    "already_closed": ("This request is already closed.", "Esta solicitud ya está cerrada."),
    "already_waiting": (
        "This person is already waiting for a coach.",
        "Esta persona ya está esperando acompañante.",
    ),
    "changed_meanwhile": (
        "Somebody else changed this meanwhile. Please try again.",
        "Alguien más cambió esto mientras tanto. Inténtalo otra vez.",
    ),
    "do_not_contact": (
        "This person asked us not to contact them. If they came to us themselves, please take that back first.",
        "Esta persona pidió que no la contactemos. Si vino por su cuenta, primero quita esa indicación.",
    ),
    "not_with_us": (
        "This person is no longer with us, so nothing new is begun.",
        "Esta persona ya no está aquí, así que no se empieza nada nuevo.",
    ),
    "no_longer_matched": ("These two are no longer matched.", "Estas dos personas ya no caminan juntas."),
    "not_paused": ("These two are not paused.", "Estas dos personas no están en pausa."),
    "no_ending_planned": ("No ending is planned for these two.", "No hay un cierre previsto para estas dos personas."),
    "too_late_to_undo": (
        "This can be undone in the first seven days. After that, please end it instead.",
        "Esto se puede deshacer en los primeros siete días. Después, es mejor terminarlo.",
    ),
    "more_than_they_carry": (
        "That is more than this coach said they can carry. They can change their limit, or you meet less often.",
        "Es más de lo que esta persona dijo poder acompañar. Puede cambiar su límite, o pueden verse un poco menos.",
    ),
    "rematch_asked": (
        "Another coach is being looked for already.",
        "Ya estamos buscando otra persona que acompañe.",
    ),
    "person_away": (
        "Nobody is asked while this person is away. If they are back, please write that down first.",
        "No se pregunta a nadie mientras esta persona está fuera. Si ya volvió, primero anótalo.",
    ),
    "person_not_paused": ("This person is not paused.", "Esta persona no está en pausa."),
    "death_recorded": ("This is written down already.", "Esto ya está anotado."),
    "death_not_recorded": (
        "No death is recorded for this person.",
        "No hay un fallecimiento anotado para esta persona.",
    ),
    "read_already": ("Somebody has looked into it already.", "Alguien ya lo revisó."),
    "told_already": ("Somebody has told them already.", "Alguien ya se lo dijo."),
    "round_in_hand": (
        "A round is in hand already. Please publish it, or let go of it, first.",
        "Ya hay una ronda en marcha. Primero publícala o déjala.",
    ),
    "round_not_draft": ("This round is not a draft just now.", "Esta ronda no es un borrador en este momento."),
    "round_over": ("This round is published or over.", "Esta ronda ya está publicada o terminada."),
    "pair_does_not_fit": (
        "These two could not walk together just now.",
        "Estas dos personas no podrían caminar juntas por ahora.",
    ),
    "coach_full_in_round": (
        "This coach has no place left in this round. Please move somebody else first.",
        "Esta persona ya no tiene lugar en esta ronda. Primero mueve a alguien más.",
    ),
    "consent_over": (
        "This consent has ended already.",
        "Esta autorización ya terminó.",
    ),
    "another_notice": (
        "This is not what we say about privacy now. Please read the newest and say so then.",
        "Esto no es lo que decimos ahora sobre privacidad. Lee lo más nuevo y dilo entonces.",
    ),
    "list_given": (
        "This list has been given already.",
        "Esta lista ya se entregó.",
    ),
    "code_known": ("There is such a code already.", "Ese código ya existe."),
    "code_retired": ("Nobody is asked for this any more.", "Esto ya no se pregunta."),
}


def refusal(code: str, *, errors: Mapping[str, Sequence[str]] | None = None) -> Conflict:
    """What the state of things does not allow, in both languages: pages show the reader's own."""
    en, es = REFUSALS[code]
    return Conflict(en, code=code, errors=errors, in_words={"en": en, "es": es})


def words_of(code: str, language: str = "en") -> str:
    """For what was written down by its code alone."""
    en, es = REFUSALS.get(code, REFUSALS["pair_does_not_fit"])
    return es if language == "es" else en
