"""Why this coach, in plain words that name only what the member lets be used and the coach lets be used and shown.

Nothing here looks at a code that is used but not shown: with and without it, exactly the same is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from services.matching.domain import words
from services.matching.domain.people import Coach, Member
from services.matching.domain.ranking import LIVED, SPIRITUALITY
from services.matching.domain.vocabulary import Code, Vocabulary
from services.matching.domain.weights import COUNTS_ONLY_WHEN_ASKED


class Reason(NamedTuple):
    """`facets`: the headings of the vocabulary of which its words speak."""

    code: str
    text: str
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Telling:
    """To whom, in which language, on whose clock."""

    vocabulary: Vocabulary
    language: str
    zone: str
    now: datetime


def reasons(member: Member, coach: Coach, first_opening: datetime | None, telling: Telling) -> list[Reason]:
    """What was asked for first, then when they could meet, then what the two have in common."""
    said = [*_asked_for(member, coach, telling)]
    if first_opening is not None:
        when = words.first_meeting(first_opening, now=telling.now, zone=telling.zone, language=telling.language)
        said.append(Reason("first_meeting", when))
    return said + list(_in_common(member, coach, telling))


def not_met(member: Member, coach: Coach, telling: Telling) -> list[Reason]:
    """Wishes of which nothing can be said here: this coach may lack it, or may keep it to themselves."""
    unheard = [wish for wish in member.preferences.wishes if wish not in coach.profile.told]
    return [_reason("not_met", {wish}, telling) for wish in unheard]


def _asked_for(member: Member, coach: Coach, telling: Telling) -> Iterator[Reason]:
    most, told = member.preferences.most_important, coach.profile.told
    if most in told and most is not None:
        yield _reason("most_important", {most}, telling)
    other = [code for code in (*member.preferences.required, *member.preferences.preferred) if code != most]
    if met := {code for code in other if code in told}:
        yield _reason("wish", met, telling)


def _in_common(member: Member, coach: Coach, telling: Telling) -> Iterator[Reason]:
    asked = {*member.preferences.required, *member.preferences.wishes}
    shared = (member.profile.used & coach.profile.shown) - asked
    for kind, codes in _by_kind(shared).items():
        if codes:
            yield _reason(kind, codes, telling)
    tongues = {Code("languages", tag) for tag in member.profile.languages & coach.profile.languages} - asked
    if tongues - {Code("languages", "en")}:
        yield _reason("language", tongues, telling)


def _by_kind(shared: frozenset[Code]) -> dict[str, set[Code]]:
    return {
        "outlook": {code for code in shared if code.facet == "outlook" and code != SPIRITUALITY},
        "family_life": {code for code in shared if code.facet == "family_life"},
        "pathway": {code for code in shared if code.facet == "pathway"},
        "lived": {code for code in shared if code.facet in LIVED and code.code not in COUNTS_ONLY_WHEN_ASKED},
        "spirituality": {code for code in shared if code == SPIRITUALITY},
        "age": {code for code in shared if code.facet == "age_band"},
    }


def _reason(kind: str, codes: set[Code], telling: Telling) -> Reason:
    said = words.say(kind, telling.language, telling.vocabulary.labels(codes, telling.language))
    return Reason(kind, said, tuple(sorted({code.facet for code in codes})))
