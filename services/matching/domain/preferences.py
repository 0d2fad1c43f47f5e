"""What a person asks for. A member may ask for who somebody is, but avoid nobody for it; a coach may do neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.matching.domain.faults import Faults
from services.matching.domain.vocabulary import Code, Vocabulary, primary

STRENGTHS = ("required", "preferred", "avoided")
SAFETY = "Who a person is can be asked for, but not avoided. If this is about safety, please talk with one of us."
COACHES = "A coach's wishes are about practical things and what they can carry, not about who a person is."


@dataclass(frozen=True)
class Preferences:
    """`preferred` in the order in which it was said; the most important thing is not said twice."""

    required: tuple[Code, ...] = ()
    preferred: tuple[Code, ...] = ()
    avoided: tuple[Code, ...] = ()
    most_important: Code | None = None

    @property
    def wishes(self) -> tuple[Code, ...]:
        """All that may be met or not, the most important first. What is required is met by everyone shown."""
        first = (self.most_important,) if self.most_important else ()
        return first + self.preferred


def read_preferences(
    vocabulary: Vocabulary, given: Mapping[str, Any], faults: Faults, *, of_coach: bool = False
) -> Preferences:
    said = [(_normal(Code(w["facet"], w["code"])), w["strength"]) for w in given.get("preferences") or ()]
    for place, (code, strength) in enumerate(said):
        for words in _objections(vocabulary, code, strength, of_coach):
            faults.add(f"preferences.{place}", words)
    _refuse_contradictions(vocabulary, said, faults)
    most = _most_important(vocabulary, given, said, faults, of_coach)
    of = {strength: _once(said, strength) for strength in STRENGTHS}
    stronger = {*of["required"], most}
    preferred = tuple(code for code in of["preferred"] if code not in stronger)
    return Preferences(of["required"], preferred, of["avoided"], most)


def _objections(vocabulary: Vocabulary, code: Code, strength: str, of_coach: bool) -> list[str]:
    if not vocabulary.knows(code):
        return ["The vocabulary has no such code."]
    if of_coach and vocabulary.is_identity(code):
        return [COACHES]
    if of_coach and strength == "required":
        return ["A coach may prefer or avoid, not require."]
    if strength == "avoided" and vocabulary.is_identity(code):
        return [SAFETY]
    return []


def _refuse_contradictions(vocabulary: Vocabulary, said: Sequence[tuple[Code, str]], faults: Faults) -> None:
    asked: dict[Code, str] = {}
    only: dict[str, Code] = {}
    for place, (code, strength) in enumerate(said):
        if "avoided" in (strength, asked.get(code, strength)) and asked.get(code, strength) != strength:
            faults.add(f"preferences.{place}", "This is asked for and avoided at once. Please keep one of the two.")
        alone = strength == "required" and code.facet in vocabulary.single_facets
        if alone and only.setdefault(code.facet, code) != code:
            faults.add(f"preferences.{place}", "Nobody can be both of the two that are required here.")
        asked[code] = strength


def _most_important(
    vocabulary: Vocabulary,
    given: Mapping[str, Any],
    said: Sequence[tuple[Code, str]],
    faults: Faults,
    of_coach: bool,
) -> Code | None:
    wish = given.get("most_important")
    if not wish:
        return None
    most = _normal(Code(wish["facet"], wish["code"]))
    for words in _objections(vocabulary, most, "preferred", of_coach):
        faults.add("most_important", words)
    if (most, "avoided") in said:
        faults.add("most_important", "This is also avoided. Please keep one of the two.")
    return most


def _once(said: Sequence[tuple[Code, str]], wanted: str) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(code for code, strength in said if strength == wanted))


def _normal(code: Code) -> Code:
    return Code(code.facet, primary(code.code)) if code.facet == "languages" else code
