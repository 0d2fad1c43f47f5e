"""Who could walk with this person at all. None of these limits is ever broken, whatever the points say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from services.matching.domain.people import Coach, Member
from services.matching.domain.vocabulary import Code

ORDER = ("required", "avoided", "language", "modality", "distance", "capacity", "credentials", "not_available")

PLACES = "areas"
ANYWHERE = frozenset({Code(PLACES, "moving_around"), Code(PLACES, "can_travel")})
FACE_TO_FACE = frozenset({"in_person", "walk_and_talk"})


class Constraint(NamedTuple):
    """`about` names the wish, for what a person asked for themselves."""

    name: str
    about: Code | None = None


NOT_AVAILABLE = Constraint("not_available")

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """`apart`: coaches kept apart from this member. `weight`: of the contact that is about to be agreed.

    `credentials` are asked of every coach, `by_role` (role, kind) of those in that role.
    """

    today: date
    weight: float = 1.0
    apart: frozenset[str] = frozenset()
    credentials: frozenset[str] = field(default_factory=frozenset)
    by_role: frozenset[tuple[str, str]] = field(default_factory=frozenset)


@dataclass(frozen=True)
class NotShown:
    """`count` coaches do not keep this constraint; letting go of it alone would open up `would_open`."""

    constraint: Constraint
    count: int
    would_open: int


def broken(member: Member, coach: Coach, limits: Limits) -> tuple[Constraint, ...]:
    """Every constraint this pair would break; none of them means: these two could meet."""
    return (
        *_wishes(member, coach),
        *_ways(member, coach),
        *_carrying(coach, limits),
        *((NOT_AVAILABLE,) if _is_away(member, coach, limits) else ()),
    )


def _wishes(member: Member, coach: Coach) -> Iterable[Constraint]:
    traits = coach.profile.traits
    wanted = member.preferences
    yield from (Constraint("required", code) for code in wanted.required if code not in traits)
    yield from (Constraint("avoided", code) for code in wanted.avoided if code in traits)


def _ways(member: Member, coach: Coach) -> Iterable[Constraint]:
    """Nobody is kept out by a question that was never answered."""
    if _nothing_shared(member.profile.languages, coach.profile.languages):
        yield Constraint("language")
    if _nothing_shared(member.profile.modalities, coach.profile.modalities):
        yield Constraint("modality")
    if _too_far(member, coach):
        yield Constraint("distance")


def _nothing_shared(one: frozenset[T], other: frozenset[T]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _too_far(member: Member, coach: Coach) -> bool:
    """Only where both said where they are, and face to face is the only way to meet that they share."""
    theirs, ours = member.profile.used_in(PLACES), coach.profile.used_in(PLACES)
    ways = member.profile.modalities & coach.profile.modalities
    if not ways or not ways <= FACE_TO_FACE or ANYWHERE & (theirs | ours):
        return False
    return _nothing_shared(theirs, ours)


def _carrying(coach: Coach, limits: Limits) -> Iterable[Constraint]:
    if coach.room < limits.weight:
        yield Constraint("capacity")
    held = {credential.kind for credential in coach.credentials if credential.is_in_date(limits.today)}
    if not limits.credentials | {kind for role, kind in limits.by_role if role == coach.role} <= held:
        yield Constraint("credentials")


def _is_away(member: Member, coach: Coach, limits: Limits) -> bool:
    """Paused, kept apart, more than they can carry now: said in one breath, so that nobody learns which."""
    too_much = not member.profile.traits.isdisjoint(coach.preferences.avoided)
    themselves = coach.id == member.id
    return not (coach.active and coach.accepting) or coach.id in limits.apart or too_much or themselves


def not_shown(breaks: Sequence[tuple[Constraint, ...]]) -> list[NotShown]:
    """Why coaches are not shown. What is folded into "not available" is nobody's to let go of: it opens nothing."""
    count = Counter(constraint for found in breaks for constraint in set(found))
    alone = Counter(found[0] for found in breaks if len(set(found)) == 1)
    alone[NOT_AVAILABLE] = 0
    ordered = sorted(count, key=lambda found: (ORDER.index(found.name), found.about or ()))
    return [NotShown(found, count[found], alone[found]) for found in ordered]
