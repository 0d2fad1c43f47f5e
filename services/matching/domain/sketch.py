"""What an offer tells of a person before anyone has said yes: little, and never enough to know who it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from services.matching.domain.people import Coach, Member
from services.matching.domain.vocabulary import Code, Vocabulary

CROWD = 5


@dataclass(frozen=True)
class Sketch:
    facts: tuple[Code, ...]
    thinned: bool


def sketch(member: Member, coach: Coach, everyone: Iterable[Member], vocabulary: Vocabulary) -> Sketch:
    """Each fact stays only while at least five people here would fit all that is told."""
    wanted = _facts(member, coach, vocabulary)
    crowd = [other.profile.traits for other in everyone if other.active]
    kept: tuple[Code, ...] = ()
    for fact in wanted:
        if _fits(crowd, (*kept, fact)) >= CROWD:
            kept += (fact,)
    return Sketch(kept, thinned=len(kept) < len(wanted))


def _facts(member: Member, coach: Coach, vocabulary: Vocabulary) -> list[Code]:
    """Ways to talk and meet; age, and what the two share, where the member lets it be shown."""
    shared = {code for code in member.profile.shown & coach.profile.used if vocabulary.may_be_offered(code)}
    ages = {code for code in member.profile.shown if code.facet == "age_band"}
    return [*sorted(member.profile.ways), *sorted(ages), *sorted(shared - ages)]


def _fits(crowd: Iterable[frozenset[Code]], facts: Collection[Code]) -> int:
    return sum(traits.issuperset(facts) for traits in crowd)
