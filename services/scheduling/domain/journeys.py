"""A coach who is in another zone for some days: the clock on the wall is the one where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.scheduling.domain.intervals import Interval, merge, subtract
from services.scheduling.domain.wallclock import DAY, WallClock, wall_clock


@dataclass(frozen=True)
class Stay:
    """From the first of these days up to the last, which is back home already; counted from 1970-01-01."""

    first_day: int
    last_day: int
    time_zone: str


class TravellingClock:
    """Hours of a day are wall time where the coach is on that day; limits count at home."""

    days_around = 1  # between two zones a day may begin before another has ended

    def __init__(self, home: WallClock, stays: Sequence[tuple[Stay, WallClock]]) -> None:
        self.home, self._stays = home, stays

    def of_day(self, day: int) -> WallClock:
        return next((clock for stay, clock in self._stays if stay.first_day <= day < stay.last_day), self.home)

    def stretch(self, day: int, start: int, end: int) -> list[Interval]:
        """A window of that day in real time, less what lies on another journey: nobody is at home meanwhile."""
        clock = self.of_day(day)
        elsewhere = [_while_on(stay, there) for stay, there in self._stays if there is not clock]
        return subtract(merge([(clock.utc(start), clock.utc(end))]), merge(elsewhere))

    def utc(self, wall: int) -> int:
        return self.of_day(wall // DAY).utc(wall)

    def wall(self, instant: int) -> int:
        return self.at(instant).wall(instant)

    def at(self, instant: int) -> WallClock:
        there = (clock for stay, clock in self._stays if _is_on(stay, clock, instant))
        return next(there, self.home)


def clock_of(time_zone: str, stays: Sequence[Stay], first: int, last: int) -> "WallClock | TravellingClock":
    """Right between two instants, and a month around them."""
    home = wall_clock(time_zone, first, last)
    if not stays:
        return home
    return TravellingClock(home, [(stay, wall_clock(stay.time_zone, first, last)) for stay in stays])


def zone_then(time_zone: str, stays: Sequence[Stay], instant: int) -> str:
    for stay in stays:
        if _is_on(stay, wall_clock(stay.time_zone, instant, instant), instant):
            return stay.time_zone
    return time_zone


def _while_on(stay: Stay, clock: WallClock) -> Interval:
    return clock.utc(stay.first_day * DAY), clock.utc(stay.last_day * DAY)


def _is_on(stay: Stay, clock: WallClock, instant: int) -> bool:
    return stay.first_day <= clock.wall(instant) // DAY < stay.last_day
