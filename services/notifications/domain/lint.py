"""What no message may say: what tells a stranger why these two people meet, and what shames whoever reads it."""

import re
from functools import lru_cache

TELLING = (
    # beginnings of words, English and Spanish; each language is kept out of the other too
    "addic", "adic", "alcohol", "benzo", "clinic", "clínic", "cocain", "cocaín", "counsel", "craving",
    "cárcel", "desintox", "detox", "diagnos", "dope", "drog", "drug", "drunk", "fentan", "heroin",
    "heroín", "jail", "judge", "juez", "juzgado", "marihuana", "marijuana", "metadona", "metanf", "methad", "methamph",
    "naloxon", "narc", "opiac", "opioid", "overdos", "padrino", "madrina", "paciente", "parole", "patient",
    "prison", "prisión", "probation", "recaíd", "recaid", "recover", "recupera", "rehab", "relaps", "sober",
    "sobri", "sobredosis", "sponsor", "substance", "suboxone", "sustancia", "terapia", "therap", "tratamiento",
    "treatment", "withdrawal",
)  # fmt: skip
TELLING_PHRASES = ("12 step", "12-step", "twelve step", "12 pasos", "doce pasos", "peer support", "al-anon")
TELLING_WORDS = ("aa", "ca", "court", "courts", "crack", "meth", "na", "rco")
SHAMING = (
    # what nobody should read about themselves, and what asks for money or threatens
    "abuser", "ashamed", "blame", "charged", "excuse", "excuses", "failed", "fault", "fee", "fees", "final warning",
    "junkie", "last chance", "missed", "no show", "no-show", "noshow", "non-compliance", "non-compliant", "penalties",
    "penalty", "punished", "unmotivated", "advertencia", "castigo", "cobramos", "cobro", "culpa", "excusa", "excusas",
    "fallaste", "faltaste", "incumplimiento", "incumpliste", "multa", "vergüenza", "última oportunidad",
)  # fmt: skip
OPT_OUT = (
    "cancel", "cancelall", "end", "quit", "stop", "stopall", "revoke", "optout", "opt out", "unsubscribe", "alto",
    "baja", "basta", "cancela", "cancelar", "cancele", "detener", "eliminar", "parar", "pare", "quitar", "revocar",
    "salir", "terminar",
)  # fmt: skip
ANSWER = r"(?:reply|text back|respond|answer|responde|contesta|envía|escribe|manda)"

_TOKEN = re.compile(r"(/l/)[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")
_URL = re.compile(r"https?://[^\s<>\"]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SECRET = re.compile(r"[A-Za-z0-9_=-]{20,}|[?#]|://[^/\s]*@")
_TELLING = re.compile(
    rf"\b(?:(?:{'|'.join(TELLING)})\w*|(?:{'|'.join(TELLING_PHRASES)})|(?:{'|'.join(TELLING_WORDS)})\b)", re.I
)
_SHAMING = re.compile(rf"\b(?:{'|'.join(SHAMING)})\b", re.I)
_OPT_OUT_AS_ANSWER = re.compile(rf"\b{ANSWER}\b[^.\n]{{0,20}}?[\"'«“ ]({'|'.join(OPT_OUT)})\b", re.I)


def without_keys(text: str) -> str:
    """A link as it may be kept and shown: where it leads, and nothing that opens it."""
    return _TOKEN.sub(r"\1…", text)


def lint(text: str) -> list[str]:
    """What is wrong with it, in words; nothing, when it may go out."""
    return [trouble for line in _TOKEN.sub(r"\1", text).split("\n") for trouble in _line(line)]


@lru_cache(4096)
def _line(line: str) -> tuple[str, ...]:
    """Nothing that is looked for goes beyond its line, and most lines are said to many: each is read once."""
    found = [f"“{word}” tells a stranger too much." for word in _TELLING.findall(line)]
    found += [f"“{word}” shames or threatens." for word in _SHAMING.findall(line)]
    found += [f"“{word}” as an answer stops all texts." for word in _OPT_OUT_AS_ANSWER.findall(line)]
    found += ["A link holds something secret." for url in _URL.findall(line) if _SECRET.search(url)]
    found += ["It holds a character that cannot be seen."] * bool(_UNSEEN.search(line))
    return tuple(found)
