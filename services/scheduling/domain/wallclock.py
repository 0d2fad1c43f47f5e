"""What a clock on the wall shows, and when: whole numbers, so that a month of hours costs microseconds.

Wall time is seconds since 1970 as if the wall hung in UTC. The server's own zone is never asked.
"""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.scheduling.domain.intervals import Interval

DAY = 86400
AN_AVERAGE_YEAR = 31_556_952


class WallClock:
    """The clock of one zone over some years, as stretches of one offset each."""

    days_around = 0

    def __init__(self, zone: ZoneInfo, first_year: int, last_year: int) -> None:
        self.since, self.offsets = _stretches(zone, first_year, last_year)
        self._wall_ends = [end + offset for end, offset in zip(self.since[1:], self.offsets, strict=False)]

    @property
    def home(self) -> "WallClock":
        return self

    def of_day(self, day: int) -> "WallClock":
        return self

    def stretch(self, day: int, start: int, end: int) -> list[Interval]:
        """A window of that day, in real time."""
        return [(self.utc(start), self.utc(end))]

    def utc(self, wall: int) -> int:
        """A time that happens twice is the first; a time that never happens is when the gap closes."""
        at = bisect_right(self._wall_ends, wall)
        return max(wall - self.offsets[at], self.since[at])

    def wall(self, instant: int) -> int:
        return instant + self.offsets[max(bisect_right(self.since, instant) - 1, 0)]

    def skips(self, wall: int) -> bool:
        """Is this a time the clock never shows, in the gap when it is put forward?"""
        return self.wall(self.utc(wall)) != wall


def wall_clock(zone: str, first: int, last: int) -> WallClock:
    """A clock that is right between two instants, and a month around them."""
    return _clock(zone, _year(first - 31 * DAY), _year(last + 31 * DAY))


@lru_cache(maxsize=512)
def _clock(zone: str, first_year: int, last_year: int) -> WallClock:
    return WallClock(ZoneInfo(zone), first_year, last_year)


def _year(instant: int) -> int:
    """Right to a day, which the month around makes up for."""
    return 1970 + instant // AN_AVERAGE_YEAR


def _stretches(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[list[int], list[int]]:
    day, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 2, tzinfo=UTC)
    since, offsets = [int(day.timestamp()) - DAY], [_offset(zone, day)]
    while day < end:
        following = day + timedelta(days=1)
        if _offset(zone, following) != offsets[-1]:
            since.append(_change(zone, day, following))
            offsets.append(_offset(zone, following))
        day = following
    return since, offsets


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> int:
    """The first second of the new offset."""
    low, high, old = int(before.timestamp()), int(after.timestamp()), _offset(zone, before)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, datetime.fromtimestamp(middle, UTC)) == old:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, instant: datetime) -> int:
    offset = instant.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
