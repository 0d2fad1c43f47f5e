"""Zones by the names that other programs give them. One that nobody knows is refused: guessed, it may be hours off."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from services.scheduling.actions.calendar_repeats import listed
from services.scheduling.domain.busy import no_calendar

TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")
OFFSET = re.compile(r"\((?:UTC|GMT)(?:([+-])([0-9]{2}):([0-9]{2}))?\) *")
ENDS_WITH = re.compile(r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_/+-]+$")
NOT_KNOWN = "This calendar is in a time zone we do not know. Please export it with its time zones, or in UTC."


def understand_zones(event: Any) -> None:
    """Where the library found none for the name, and the file does not say what it means."""
    for value in (value for name in TIMES for value in listed(event.get(name))):
        name = value.params.get("TZID")
        for each in getattr(value, "dts", [value]):
            if name and _is_floating(each.dt):
                each.dt = _on(zone_named(str(name)), each.dt)


def zone_named(name: str) -> ZoneInfo:
    told = OFFSET.match(name)
    keys = _candidates(name[told.end() :] if told else name, with_cities=told is not None)
    for zone in map(ZoneInfo, keys):
        if told is None or _offset(told) in _offsets(zone):
            return zone
    raise no_calendar(NOT_KNOWN)


def _candidates(name: str, *, with_cities: bool) -> Iterator[str]:
    """`Eastern Time (US & Canada)`, `Amsterdam, Berlin`, `custom_America/New_York`."""
    known = ENDS_WITH.search(name)
    if known and known[0] in _known():
        yield known[0]
    for part in name.split(","):
        words = part.partition("(")[0].strip()
        if key := WINDOWS_TO_OLSON.get(words.removesuffix(" Time").removesuffix(" Standard") + " Standard Time"):
            yield key
        if with_cities and (key := _cities().get(words)):
            yield key


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Asked once: each time it would look through the whole file system."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    return {key.rpartition("/")[2].replace("_", " "): key for key in sorted(_known()) if "/" in key}


def _offset(told: re.Match[str]) -> timedelta:
    sign, hours, minutes = told.groups(default="0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return -ahead if sign == "-" else ahead


def _offsets(zone: ZoneInfo) -> set[timedelta | None]:
    """In the winter and in the summer of a year: a name tells one of them."""
    return {datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)}


def _is_floating(moment: Any) -> bool:
    first = moment[0] if isinstance(moment, tuple) else moment
    return isinstance(first, datetime) and first.tzinfo is None


def _on(zone: ZoneInfo, moment: Any) -> Any:
    if isinstance(moment, tuple):
        return tuple(_on(zone, each) for each in moment)
    return moment.replace(tzinfo=zone) if isinstance(moment, datetime) else moment
