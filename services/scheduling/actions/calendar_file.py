"""Reads when somebody is busy out of an iCalendar file. Only times are kept: no title, no place, no guest."""

import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any

import recurring_ical_events
from icalendar import Calendar, GloballyUniqueTZIDGuessed
from icalendar.timezone import tzp

from services.scheduling.actions.calendar_repeats import (
    RESTLESS,
    include_last_day,
    listed,
    refuse_restless_clocks,
    refuse_too_many_times,
    take_out_exceptions,
)
from services.scheduling.actions.calendar_zones import understand_zones
from services.scheduling.domain.busy import BusyTime, no_calendar, put_together
from shared.kernel.errors import Invalid

warnings.filterwarnings("ignore", category=GloballyUniqueTZIDGuessed)  # it would write what a file says into the log

MOST_BYTES = 5 * 1024 * 1024
MOST_EVENTS = 5_000
MOST_CHANGES = 500
LOOK_BACK = timedelta(days=30)
READ_AHEAD = timedelta(days=400)
ONE_AT_A_TIME = Lock()


def read_busy(file: bytes, *, now: datetime) -> list[BusyTime]:
    """What blocks time from a month ago until 400 days ahead, repeats included. A broken file is refused in words."""
    calendars = _calendars(file)
    try:
        refuse_restless_clocks(_all(calendars, "VTIMEZONE"), until=now + READ_AHEAD)
        for event in _events(calendars):
            understand_zones(event)
            include_last_day(event)
        refuse_too_many_times(_events(calendars), until=now + READ_AHEAD)
        for event in _events(calendars):
            take_out_exceptions(event, since=now - READ_AHEAD, until=now + READ_AHEAD)
        return put_together(time for calendar in calendars for time in _times(calendar, now))
    except Invalid:
        raise
    except Exception:
        raise no_calendar("We could not work out when the events in this calendar happen.") from None


def _calendars(file: bytes) -> list[Any]:
    if len(file) > MOST_BYTES:
        raise no_calendar("This calendar is larger than 5 MB. Please export the coming months only.")
    if file.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise no_calendar(f"This calendar holds more than {MOST_EVENTS} events. Please export the coming months only.")
    if sum(file.upper().count(begin) for begin in (b"BEGIN:STANDARD", b"BEGIN:DAYLIGHT")) > MOST_CHANGES:
        raise no_calendar(RESTLESS)
    try:
        calendars = _read(file.decode("utf-8-sig"))
    except Exception:
        raise no_calendar("This is not a calendar file we can read. Please export it as iCalendar (.ics).") from None
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise no_calendar("This is not a calendar file. One begins with BEGIN:VCALENDAR.")
    return calendars


def _read(text: str) -> list[Any]:
    """The library keeps what a file says of its zones for all that come after: what one file means is not another's."""
    with ONE_AT_A_TIME:
        tzp.use_default()
        return list(Calendar.from_ical(text, multiple=True))


def _events(calendars: list[Any]) -> list[Any]:
    return _all(calendars, "VEVENT")


def _all(calendars: list[Any], name: str) -> list[Any]:
    return [found for calendar in calendars for found in calendar.walk(name)]


def _times(calendar: Any, now: datetime) -> Iterator[BusyTime]:
    found = recurring_ical_events.of(calendar, components=["VEVENT"])
    closures = _is_list_of_closures(calendar)
    for occurrence in found.between(now - LOOK_BACK, now + READ_AHEAD):
        start, end = occurrence["DTSTART"].dt, occurrence["DTEND"].dt
        blocks = closures or _word(occurrence, "TRANSP") != "TRANSPARENT"
        if blocks and _word(occurrence, "STATUS") != "CANCELLED":
            floating = not isinstance(start, datetime) or start.tzinfo is None
            yield BusyTime(floating, _instant(start), _instant(end))
    yield from _said_busy(calendar)


def _said_busy(calendar: Any) -> Iterator[BusyTime]:
    """Some addresses answer with nothing but stretches (VFREEBUSY)."""
    lines = [line for sheet in calendar.walk("VFREEBUSY") for line in listed(sheet.get("FREEBUSY"))]
    for line in lines:
        if not str(line.params.get("FBTYPE", "BUSY")).upper().startswith("FREE"):
            start, end = line.dt
            yield BusyTime(False, _instant(start), _instant(end if isinstance(end, datetime) else start + end))


def _is_list_of_closures(calendar: Any) -> bool:
    """Holiday calendars hold whole days and call them all transparent: nobody uploads one to say nothing."""
    events = calendar.walk("VEVENT")
    return all(_word(event, "TRANSP") == "TRANSPARENT" and _is_whole_day(event) for event in events)


def _is_whole_day(event: Any) -> bool:
    return "DTSTART" in event and not isinstance(event["DTSTART"].dt, datetime)


def _word(occurrence: Any, name: str) -> str:
    return str(occurrence.get(name, "")).strip().upper()


def _instant(moment: date) -> datetime:
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
