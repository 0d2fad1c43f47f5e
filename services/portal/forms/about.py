"""What people say of themselves, code by code: whether it counts in matching, and whether somebody may read it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.portal.forms.form import Form, Typed
from shared.contracts.vocabulary import LIVED, UNCOUNTED

ASKED = (*(facet.facet for facet in LIVED), "gender", "race_ethnicity", "age_band")


def codes_under(facets: Sequence[str]) -> re.Pattern[str]:
    """`facet.code` of these headings; which codes there are is matching's to say."""
    return re.compile(rf"({'|'.join(facets)})\.[a-z0-9_]{{1,40}}")


CODE = codes_under(ASKED)
FIELD, WORDS, QUIET = "own.", "words.", "quiet"
OWN_WORDS, RATHER_NOT = UNCOUNTED
PARTS = {"kept": ("profile",), "used": ("profile", "used"), "shown": ("profile", "used", "shown")}
PARTS |= {"not_for_me": ("not_for_me",)}
SAID = ("profile", "used", "shown", "not_for_me")

Stated = dict[str, list[str]]


def read_about(form: Form, known: Mapping[str, Any]) -> dict[str, Any]:
    """Each code's select says what may be done with it. What the page does not ask stays as it was said.

    Under a heading of which somebody would rather not say anything, nothing else is kept.
    """
    said = {part: _beside(stated) for part, stated in _stated(known).items()}
    for name, answer in form.typed.items():
        code = name.removeprefix(FIELD)
        if name.startswith(FIELD) and CODE.fullmatch(code):
            for part in PARTS.get(answer, ()):
                facet, _, word = code.partition(".")
                said[part].setdefault(facet, []).append(word)
    quiet = [facet for facet in ASKED if facet in form.typed.getlist(QUIET)]
    said = {
        part: {facet: codes for facet, codes in stated.items() if facet not in quiet} for part, stated in said.items()
    }
    said["profile"] |= {facet: [RATHER_NOT] for facet in quiet}
    changes = {part: {facet: None for facet in known.get(part) or {}} | stated for part, stated in said.items()}
    return changes | {"self_described": _own_words(form, quiet)}


def _own_words(form: Form, quiet: list[str]) -> dict[str, str | None]:
    """Heading by heading; none takes away what stood there."""
    return {facet: None if facet in quiet else form.text(WORDS + facet, most=120) for facet in ASKED}


def read_introduction(form: Form) -> dict[str, Any]:
    """A coach's own words; `not_names` are words in them that are nobody's name."""
    words, fine = form.text("introduction", most=300), form.text("not_names", most=200)
    return {
        "introduction": words,
        "not_names": [word for word in re.split(r"[\s,;]+", fine or "") if word][:20] or None,
    }


def as_typed(known: Mapping[str, Any]) -> Typed:
    """The form as it was filled in last."""
    typed, stated = Typed(), _stated(known)
    for answer, parts in PARTS.items():
        for code in _codes(stated[parts[-1]]):
            typed[FIELD + code] = answer
    for facet in ASKED:
        typed[WORDS + facet] = (known.get("self_described") or {}).get(facet) or ""
        if RATHER_NOT in stated["profile"].get(facet, ()):
            typed.add(QUIET, facet)
    typed["introduction"] = known.get("introduction") or ""
    typed["not_names"] = ", ".join(known.get("not_names") or ())
    return typed


def codes_in(typed: Typed) -> list[str]:
    return [name.removeprefix(FIELD) for name, answer in typed.items() if name.startswith(FIELD) and answer]


def _stated(known: Mapping[str, Any]) -> dict[str, Stated]:
    """Nothing said about use means that all of it may be used."""
    found = {part: {facet: list(codes or ()) for facet, codes in (known.get(part) or {}).items()} for part in SAID}
    return found | {"used": found["profile"]} if known.get("used") is None else found


def _beside(stated: Stated) -> Stated:
    """Headings that are asked elsewhere, and that there are own words."""
    kept = {
        facet: [code for code in codes if facet not in ASKED or code == OWN_WORDS] for facet, codes in stated.items()
    }
    return {facet: codes for facet, codes in kept.items() if codes}


def _codes(stated: Stated) -> Iterator[str]:
    for facet, codes in stated.items():
        yield from (f"{facet}.{code}" for code in codes if _is_asked(facet, code))


def _is_asked(facet: str, code: str) -> bool:
    return facet in ASKED and code not in UNCOUNTED
