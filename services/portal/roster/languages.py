"""Languages somebody can coach in, told from those they can say good morning in."""

import re

from services.portal.roster.cells import items_of

CODES = {
    "en": "english, eng, en, inglés, ingles",
    "es": "spanish, span, es, español, espanol, castellano",
    "ase": "asl, american sign language, sign language, sign",
    "ar": "arabic",
    "fr": "french, français, francais",
    "ht": "haitian creole, haitian, kreyol, kreyòl, creole",
    "ig": "igbo",
    "ne": "nepali",
    "pt": "portuguese, brazilian portuguese, português",
    "ru": "russian",
    "so": "somali",
    "sw": "swahili, kiswahili",
    "vi": "vietnamese",
    "zh": "chinese, mandarin",
    "yue": "cantonese",
    "de": "german",
    "it": "italian",
    "pl": "polish",
    "uk": "ukrainian",
    "tl": "tagalog, filipino",
    "ko": "korean",
    "hi": "hindi",
    "fa": "farsi, persian, dari",
    "km": "khmer",
    "nv": "navajo",
}
LITTLE = re.compile(
    r"\b(conv\w*|basic|some|little|limited|beginner|learning|elementary|working|intermediate|rusty"
    r"|read(s|ing)? only|un poco)\b",
    re.IGNORECASE,
)
FLUENT = re.compile(r"\b(fluent|native|bilingual|primary|first|full|professional|mother tongue)\b", re.IGNORECASE)
_BY_NAME = {name.strip(): code for code, names in CODES.items() for name in names.split(",")}


def read_languages(text: str) -> tuple[list[str], list[str], list[str]]:
    """Codes to coach in, words for languages known only a little, and words we do not know."""
    able, little, unknown = [], [], []
    for item in _whole_items(text):
        code = _BY_NAME.get(_name_of(item))
        if code is None:
            unknown.append(item)
        elif LITTLE.search(item):
            little.append(item)
        elif code not in able:
            able.append(code)
    return able, little, unknown


def _whole_items(text: str) -> list[str]:
    """Commas inside brackets part nothing: "Spanish (conv., reading only)" is one language."""
    return items_of(re.sub(r"\(([^)]*)\)", lambda found: f"({re.sub(r'[,;/]', ' ', found[1])})", text))


def _name_of(item: str) -> str:
    bare = FLUENT.sub("", LITTLE.sub("", re.sub(r"\([^)]*\)", "", item)))
    return re.sub(r"[^\w ]", "", bare, flags=re.UNICODE).strip().lower()
