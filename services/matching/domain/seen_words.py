"""Who has seen my record, in plain words. What nobody should learn from a list is not on it."""

from collections.abc import Mapping

Words = Mapping[str, str]
DEEDS: Mapping[str, Words] = {
    "read_member": {"en": "read what you told us", "es": "leyó lo que nos contaste"},
    "change_member": {"en": "changed what we wrote down for you", "es": "cambió lo que anotamos de ti"},
    "read_request": {"en": "looked at your request", "es": "miró tu solicitud"},
    "read_name": {"en": "saw your name on a page", "es": "vio tu nombre en una página"},
    "possible_duplicate": {"en": "checked whether we know you already", "es": "revisó si ya te conocemos"},
    "read_handover": {"en": "read the note you agreed to hand on", "es": "leyó la nota que autorizaste"},
    "agree_handover": {"en": "wrote down that a note may be handed on", "es": "anotó que se puede pasar una nota"},
    "take_back_handover": {
        "en": "wrote down that a note is not to be handed on",
        "es": "anotó que no se pase una nota",
    },
    "give_consent": {"en": "wrote down what you agreed to", "es": "anotó lo que autorizaste"},
    "revoke_consent": {"en": "wrote down that you took it back", "es": "anotó que lo retiraste"},
    "end_consent": {"en": "wrote down that a consent ended", "es": "anotó que una autorización terminó"},
    "disclose": {"en": "told somebody outside what you agreed to", "es": "contó fuera lo que autorizaste"},
    "disclosure_refused": {
        "en": "was asked about you from outside, and did not say",
        "es": "recibió una pregunta de fuera sobre ti, y no respondió",
    },
    "restrict": {"en": "wrote down what you do not want told", "es": "anotó lo que no quieres que se cuente"},
    "lift_restriction": {"en": "wrote down that it may be told again", "es": "anotó que se puede contar otra vez"},
    "read_disclosures": {"en": "looked at what was told outside", "es": "miró lo que se contó fuera"},
    "acknowledge_privacy_notice": {
        "en": "wrote down that you have had our notice of privacy",
        "es": "anotó que recibiste nuestro aviso de privacidad",
    },
    "ask_for_list": {
        "en": "wrote down that you asked who received it",
        "es": "anotó que preguntaste quién lo recibió",
    },
    "give_list": {"en": "gave you the list of who received it", "es": "te dio la lista de quién lo recibió"},
    "refuse_legal_request": {"en": "said no to a legal request", "es": "dijo que no a una solicitud legal"},
    "read_access": {"en": "looked at this list", "es": "miró esta lista"},
    "emergency": {
        "en": "opened your record in an emergency, and had to say why",
        "es": "abrió tu registro en una emergencia y tuvo que decir por qué",
    },
    "read_emergency": {
        "en": "read why your record was opened in an emergency",
        "es": "leyó por qué se abrió tu registro en una emergencia",
    },
    "review_emergency": {
        "en": "looked into why your record was opened in an emergency",
        "es": "revisó por qué se abrió tu registro en una emergencia",
    },
    "export": {"en": "made a copy of your record", "es": "hizo una copia de tu registro"},
    "coach_leaves": {"en": "wrote down that you are leaving", "es": "anotó que te vas"},
    "take_back_death": {"en": "put right a mistake in your record", "es": "corrigió un error en tu registro"},
}
# That two are kept apart, and what somebody is to hear from a person, is nobody's to find in a list.
HIDDEN = frozenset({"keep_apart", "record_death", "tell"})
OTHERWISE: Words = {"en": "looked after your record", "es": "cuidó tu registro"}
ROLES: Mapping[str, Words] = {
    "member": {"en": "you", "es": "tú"},
    "coach": {"en": "a coach", "es": "acompañante"},
    "intake": {"en": "the welcome desk", "es": "bienvenida"},
    "supervisor": {"en": "a supervisor", "es": "supervisión"},
    "admin": {"en": "the office", "es": "oficina"},
    "partner": {"en": "the organisation that sent you", "es": "la organización que te refirió"},
    "service": {"en": "our own programs", "es": "nuestros propios programas"},
}


def deed_in_words(deed: str) -> Words:
    return DEEDS.get(deed, OTHERWISE)


def first_name(name: str) -> str | None:
    """As much as a person needs to know who it was."""
    return name.split()[0] if name.split() else None
