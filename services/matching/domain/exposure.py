"""Being shown is shared out: who was seen least lately comes a little sooner, and chance gets a small, known share.

Places are remembered with the place the points alone would have given, so that one day what came of a suggestion can
be told apart from where it stood. First place is never drawn by lot, and a list that fits on one look is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.matching.domain.lots import ALL, lot, mark

LATELY = timedelta(days=7)
BY_LOT = 0.05
ONE_LOOK = 10
FULL = 1000


@dataclass(frozen=True)
class Seen:
    """`times`: other people's lists this week, and, counted twice, offers; `last`: the latest of these."""

    times: int = 0
    last: datetime | None = None


def ease(seen: Seen, now: datetime) -> int:
    """Thousandths: all for a coach nobody was shown this week, less for who was shown often or just now."""
    if not seen.times:
        return FULL
    rested = min(LATELY, now - seen.last) / LATELY if seen.last else 0.0
    return int(FULL / 2 / (1 + seen.times) + FULL / 2 * max(0.0, rested))


@dataclass(frozen=True)
class Place:
    """`by_points`: where this coach would have stood without the lot."""

    coach_id: str
    position: int
    by_points: int

    @property
    def is_by_lot(self) -> bool:
        return self.position != self.by_points


def places(order: Sequence[str], *, seed: str) -> list[Place]:
    """Below first place, one position in twenty is given by lot to somebody who stands further down."""
    standing = [Place(id, place, place) for place, id in enumerate(order, start=1)]
    for at in range(1, len(order) - 1 if len(order) > ONE_LOOK else 0):
        chance, whom = _draw(seed, at, "whether"), _draw(seed, at, "whom")
        if chance < BY_LOT:
            other = at + 1 + int(whom * (len(order) - at - 1))
            standing[at], standing[other] = standing[other], standing[at]
    return [Place(one.coach_id, place, one.by_points) for place, one in enumerate(standing, start=1)]


def _draw(seed: str, at: int, what: str) -> float:
    return lot(mark(seed), mark(f"{what} {at}")) / (ALL + 1)
