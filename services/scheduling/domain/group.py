"""A circle of people who meet once or every week: who leads it, how many seats it has, and who may have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.scheduling.domain.instants import seconds
from services.scheduling.domain.intervals import Interval, peak
from services.scheduling.domain.series import OnTheWall
from services.scheduling.domain.session import Session

WAYS_TO_TAKE_PART = ("speaking", "listening")


@dataclass(frozen=True, kw_only=True)
class Group(OnTheWall):
    """`listening_seats` None: who listens has a seat like anybody; a number: that many beside the others.

    `at_once` is how many groups the place holds at one time, None where nobody counts.
    """

    id: str
    coach_id: str
    starts_at: datetime
    minutes: int
    time_zone: str
    rrule: str | None
    modality: str
    place_id: str | None
    at_once: int | None
    seats: int
    listening_seats: int | None
    title: str | None

    def times(self) -> tuple[list[datetime], list[datetime]]:
        """When it meets, and the times on the wall that do not exist."""
        return self.expanded(self.rrule) if self.rrule else ([self.starts_at], [])

    def counts_with(self, one: str, other: str) -> bool:
        """Do two ways to take part draw on the same seats?"""
        return self.listening_seats is None or one == other

    def seats_for(self, taking_part: str) -> int:
        beside = self.listening_seats if taking_part == "listening" else None
        return self.seats if beside is None else beside


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One person in one meeting, for all of it or a part."""

    session_id: str
    group_id: str
    member_id: str
    taking_part: str
    starts_at: datetime
    ends_at: datetime
    confirmed: bool = False

    @property
    def span(self) -> Interval:
        return seconds(self.starts_at), seconds(self.ends_at)


def seats_left(group: Group, taken: Sequence[Seat], taking_part: str, span: Interval) -> int:
    """Seats free for all of that time: the most that are ever taken at once count, not how many come and go."""
    begin, end = span
    counted = [seat.span for seat in taken if group.counts_with(seat.taking_part, taking_part)]
    during = [(max(start, begin), min(until, end)) for start, until in counted if start < end and begin < until]
    return max(group.seats_for(taking_part) - peak(during), 0)


def place_has_room(others: Sequence[Session], span: Interval, at_once: int | None) -> bool:
    """A place that holds three groups at once may hold more than three in a morning."""
    begin, end = span
    spans = [(seconds(each.starts_at), seconds(each.ends_at)) for each in others]
    during = [(max(start, begin), min(until, end)) for start, until in spans if start < end and begin < until]
    return at_once is None or peak(during) < at_once
