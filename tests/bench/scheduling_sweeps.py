"""The same questions answered in the plainest ways we know: integers in one sweep, and python-dateutil."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule, tz

Interval = tuple[int, int]
HOUR = 3600


@dataclass(frozen=True)
class Calendar:
    """Monday to Friday nine to five, an hour every half hour, and what is booked already, sorted."""

    zone: str
    booked: Sequence[Interval]


def sweep(calendar: Calendar, first: int, last: int) -> Iterator[int]:
    """Epoch integers, zoneinfo for the two ends of each day, bookings met once, early exit."""
    zone, booked = ZoneInfo(calendar.zone), calendar.booked
    day, at = datetime.fromtimestamp(first, zone).date(), bisect.bisect(booked, (first - HOUR, 0))
    while True:
        begin, end = (_instant(day, hour, zone) for hour in (9, 17))
        if begin >= last:
            return
        if day.weekday() < 5:
            start = begin
            while start + HOUR <= min(end, last):
                while at < len(booked) and booked[at][1] <= start:
                    at += 1
                if start >= first and (at == len(booked) or booked[at][0] >= start + HOUR):
                    yield start
                start += HOUR // 2
        day += timedelta(days=1)


def plain(calendar: Calendar, first: int, last: int) -> Iterator[int]:
    """A rule for the windows, expanded on the wall; the zone attached after; each booking compared."""
    zone = tz.gettz(calendar.zone)
    wall, until = (datetime.fromtimestamp(edge, zone).replace(tzinfo=None) for edge in (first, last))
    rule = rrule.rrule(rrule.WEEKLY, dtstart=wall.replace(hour=9, minute=0, second=0), byweekday=range(5))
    booked = [(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)) for start, end in calendar.booked]
    for opens in rule.between(wall - timedelta(days=1), until, inc=True):
        for half_hours in range(15):
            start = (opens + timedelta(minutes=30) * half_hours).replace(tzinfo=zone).astimezone(UTC)
            end = start + timedelta(hours=1)
            inside = first <= start.timestamp() <= last - HOUR
            if inside and not any(start < busy_until and busy_from < end for busy_from, busy_until in booked):
                yield int(start.timestamp())


def expanded(calendar: Calendar, first: int, last: int) -> Iterator[int]:
    """As python-dateutil is usually asked: a set of all starts without those that a booking is in the way of, expanded
    for the whole range, and then the earliest that is left."""
    zone = tz.gettz(calendar.zone)
    wall, until = (datetime.fromtimestamp(edge, zone).replace(tzinfo=None) for edge in (first, last))
    found = rrule.rruleset()
    on = {"byweekday": range(5), "byhour": range(9, 17), "byminute": (0, 30), "bysecond": 0}
    found.rrule(rrule.rrule(rrule.WEEKLY, dtstart=wall - timedelta(days=1), until=until, **on))
    for start, _ in calendar.booked:
        begins = datetime.fromtimestamp(start, zone).replace(tzinfo=None)
        for half_hours in (-1, 0, 1):
            found.exdate(begins + timedelta(minutes=30) * half_hours)
    in_time = [each for each in found.between(wall, until, inc=True) if (each.hour, each.minute) <= (16, 0)]
    starts = [int(each.replace(tzinfo=zone).timestamp()) for each in in_time]
    yield from sorted(start for start in starts if first <= start <= last - HOUR)


def _instant(day: date, hour: int, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=zone).timestamp())
