"""What somebody meant who wrote back to us: one word, a digit, or words for a person to read.

Any case, spacing, accents or punctuation. An opt-out word is one only by itself, or with a please and the like around:
“cancel my appointment” is for a person to read, since words never call anything off.
"""

import re
from unicodedata import combining, normalize


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


STOP_WORDS = _words(
    "stop stopall end quit revoke optout unsubscribe unsub nomore",
    "alto parar para pare paren basta baja darmedebaja dardebaja darsedebaja detener deten detente fin terminar",
    "salir revocar revoco nomas desuscribir desuscribirme eliminar quitar quitarme",
)
CANCEL_WORDS = _words("cancel cancelall cancelar cancela cancele cancelen")
START_WORDS = _words("start unstop restart empezar iniciar comenzar reanudar")
POLITE = _words(
    "please pls plz now ok all the me my texting texts text txt messaging messages message msgs sms sending writing",
    "from us to thanks por favor ya gracias todo todos los las de mensajes mensaje textos texto escribir escribirme",
    "enviar enviarme mandar mandarme y",
)
WRONG_NUMBER = _words(
    "wrongnumber wrongperson wrongphone notmynumber numeroequivocado numeroincorrecto numeroerrado",
    "equivocastedenumero equivocodenumero equivocadodenumero personaequivocada personaincorrecta",
)
WHO_ARE_YOU = _words(
    "whoisthis whosthis whothis whodis whodisis newphonewhodis whoareyou whoisit whoru idontknowyou notme",
    "quienes quienesesto quienesera quieneres quienesusted quienhabla quienmeescribe noteconozco noloconozco",
    "nosoyyo nosequieneres",
)
DIGITS = {"1": "confirm", "2": "change", "3": "cannot_come", "4": "running_late"}
_WORD = re.compile(r"[^\W_]+")


def meaning_of(text: str) -> str:
    """stop, cancel, start, wrong_number, confirm, change, cannot_come, running_late; or words."""
    words = _said(text)
    whole = "".join(words)
    if whole in DIGITS:
        return DIGITS[whole]
    if any(said in whole for said in WRONG_NUMBER) or whole in WHO_ARE_YOU:
        return "wrong_number"
    bare = "".join(word for word in words if word not in POLITE)
    for meaning, known in (("cancel", CANCEL_WORDS), ("stop", STOP_WORDS), ("start", START_WORDS)):
        if whole in known or bare in known:
            return meaning
    return "words"


def _said(text: str) -> list[str]:
    """Letters without their accents, small, and digits as they are; all else stands between words."""
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return _WORD.findall(plain.casefold())
