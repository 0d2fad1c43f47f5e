"""What a person says of themselves, and code by code what may be used for matching and what may be shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import combining, normalize

from services.matching.domain.faults import Faults
from services.matching.domain.vocabulary import UNCOUNTED, Code, Vocabulary, primary

Stated = Mapping[str, Sequence[str]]

UNKNOWN = "The vocabulary has no such code."
UNDER_18 = (
    "We walk with people from 18 on. For somebody younger, please talk with us: together we find who can be there."
)
YOUNGER = re.compile(
    r"(i'?m|i am|aged?|tengo)?\W*(\d|1[0-7])\W*((years?|yrs?)( old)?|y\W?o|anos)?|(\d|1[0-7])\D{1,4}1[0-8]|"
    r"((i'?m|i am|soy) )?((u|under|below|menor(es)? de)\W*1[0-8]s?( anos)?|(an? |una? )?"
    r"(minors?|menor(es)?( de edad)?|teen(ager)?s?|youth|child(ren)?|adolescentes?))"
)


@dataclass(frozen=True)
class Profile:
    """`used` holds only what was stated, `shown` only what is used. Ways to talk and meet are always both."""

    used: frozenset[Code] = frozenset()
    shown: frozenset[Code] = frozenset()
    not_for_me: frozenset[Code] = frozenset()
    languages: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()

    @cached_property
    def ways(self) -> frozenset[Code]:
        talked = {Code("languages", tag) for tag in self.languages}
        return frozenset(talked | {Code("modality", way) for way in self.modalities})

    @cached_property
    def traits(self) -> frozenset[Code]:
        """All that matching may look at."""
        return self.used | self.ways

    @cached_property
    def told(self) -> frozenset[Code]:
        """All that others may hear of."""
        return self.shown | self.ways

    def used_in(self, facet: str) -> frozenset[Code]:
        return frozenset(code for code in self.used if code.facet == facet)


def read_profile(vocabulary: Vocabulary, given: Mapping[str, Any], faults: Faults) -> Profile:
    """`used` absent means all that is stated, `shown` absent means nothing."""
    stated = _codes(vocabulary, given, "profile", faults)
    used = _codes(vocabulary, given, "used", faults) if given.get("used") is not None else stated
    shown = _codes(vocabulary, given, "shown", faults)
    not_for_me = _codes(vocabulary, given, "not_for_me", faults)
    _refuse_both(given, stated, faults)
    return Profile(
        used=_counted(used & stated),
        shown=_counted(shown & used & stated),
        not_for_me=_counted(not_for_me),
        languages=_languages(given),
        modalities=frozenset(given.get("modalities") or ()),
    )


def _codes(vocabulary: Vocabulary, given: Mapping[str, Any], part: str, faults: Faults) -> frozenset[Code]:
    found = set()
    for place, code in _places(given.get(part) or {}):
        if code.facet not in vocabulary.facets or code.facet == "modality":
            faults.add(f"{part}.{code.facet}", "The vocabulary has no such heading.")
        elif code.code not in UNCOUNTED and not vocabulary.knows(code):
            faults.add(f"{part}.{place}", UNDER_18 if _is_under_18(code) else UNKNOWN)
        found.add(code)
    _refuse_two_answers(vocabulary, part, found, faults)
    return frozenset(found)


def _is_under_18(code: Code) -> bool:
    return code.facet == "age_band" and is_under_18(code.code)


def is_under_18(words: str) -> bool:
    """An age, or a usual word for one, that is all that was said, with or without accents, as a phone writes it."""
    plain = "".join(letter for letter in normalize("NFKD", words.lower()) if not combining(letter))
    return YOUNGER.fullmatch(plain.replace("_", " ").replace("’", "'").strip(" .!")) is not None


def _places(stated: Stated) -> Iterator[tuple[str, Code]]:
    for facet, codes in stated.items():
        for number, code in enumerate(codes):
            yield f"{facet}.{number}", Code(facet, code)


def _refuse_two_answers(vocabulary: Vocabulary, part: str, codes: set[Code], faults: Faults) -> None:
    for facet in sorted(vocabulary.single_facets):
        if len({code for code in codes if code.facet == facet}) > 1:
            faults.add(f"{part}.{facet}", "Please choose one.")


def _refuse_both(given: Mapping[str, Any], stated: frozenset[Code], faults: Faults) -> None:
    for place, code in _places(given.get("not_for_me") or {}):
        if code in stated:
            faults.add(f"not_for_me.{place}", "This is also in the profile. Please keep one of the two.")


def _counted(codes: frozenset[Code]) -> frozenset[Code]:
    """Own words and "rather not say" are kept, and never counted. Languages count as ways to talk."""
    return frozenset(code for code in codes if code.code not in UNCOUNTED and code.facet != "languages")


def _languages(given: Mapping[str, Any]) -> frozenset[str]:
    tags = list((given.get("profile") or {}).get("languages", ()))
    if given.get("language"):
        tags.append(given["language"])
    return frozenset(primary(tag) for tag in tags if tag not in UNCOUNTED)
