"""A coach's own words about themselves: nobody else's name, and no dates. What we say about it is for them to read."""

import re
from collections.abc import Collection, Iterator

from services.matching.domain.calendar_words import DATES, EVERYDAY, FIRST_NAMES, RELATIONS

NAME = {
    "en": "“{word}” looks like somebody's name. Please leave other people's names out, or tell us that it is none.",
    "es": "“{word}” parece el nombre de alguien. Deja fuera los nombres de otras personas, o dinos que no lo es.",
}
DATE = {
    "en": "“{word}” looks like a date. Please say it without one: “some years ago” is enough.",
    "es": "“{word}” parece una fecha. Dilo sin fecha: “hace unos años” es suficiente.",
}
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BEGINS = re.compile(r"(^|[.!?:;…\n\"“”«»(¡¿–—-])\s*$")


def lint(text: str, *, own_name: str, not_names: Collection[str] = (), language: str = "en") -> list[str]:
    """What should be looked at again, in the coach's language; nothing when all is well."""
    known = {word.casefold() for words in (own_name, *not_names) for word in WORD.findall(words)}
    found = [NAME[language].format(word=word) for word in _names(text) if word.casefold() not in known]
    return found + [DATE[language].format(word=date) for date in _dates(text)]


def _names(text: str) -> Iterator[str]:
    """Each once, in the order in which they stand."""
    before, seen = "", set()
    for match in WORD.finditer(text):
        word = match.group()
        if _may_be_a_name(text, match, before) and word not in seen:
            seen.add(word)
            yield word
        before = word.casefold().rstrip(".")


def _may_be_a_name(text: str, match: re.Match[str], before: str) -> bool:
    word, plain = match.group(), match.group().casefold()
    if plain in FIRST_NAMES and word[0].isupper():
        return True
    if not word[0].isupper() or word.isupper() or plain in RELATIONS:
        return False
    if before in RELATIONS:
        return True
    begins = bool(BEGINS.search(text[: match.start()]))
    return not begins and plain not in EVERYDAY and plain.removesuffix("s") not in EVERYDAY


def _dates(text: str) -> Iterator[str]:
    found = {match.span(): match.group() for form in DATES for match in form.finditer(text)}
    spans = sorted(found)
    for start, end in spans:
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans):
            yield found[start, end]
