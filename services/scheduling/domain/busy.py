from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.scheduling.domain.hours import Clock
from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.intervals import Interval, merge
from shared.kernel.errors import Invalid


@dataclass(frozen=True)
class BusyTime:
    """A stretch of somebody's calendar. A floating one (all day, or without a zone) is wall time kept as if UTC."""

    floating: bool
    starts_at: datetime
    ends_at: datetime

    def on(self, clock: Clock) -> Interval:
        start, end = seconds(self.starts_at), seconds(self.ends_at)
        return (clock.utc(start), clock.utc(end)) if self.floating else (start, end)


def put_together(times: Iterable[BusyTime]) -> list[BusyTime]:
    """The same time in as few rows as can be."""
    kept: dict[bool, list[Interval]] = {True: [], False: []}
    for time in times:
        kept[time.floating].append((seconds(time.starts_at), seconds(time.ends_at)))
    return [
        BusyTime(floating, instant(start), instant(end))
        for floating, found in kept.items()
        for start, end in merge(found)
    ]


def no_calendar(words: str) -> Invalid:
    return Invalid(words, code="calendar", errors={"body": [words]})
