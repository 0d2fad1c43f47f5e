"""A person's sessions in their own calendar: an address only they know, which can be taken back."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from services.scheduling.actions.access import own_calendar, own_person
from services.scheduling.domain.session import AT_A_PLACE, Session
from services.scheduling.store import calendars, heard, places, sessions
from shared.db.desk import Desk
from shared.db.reading import Reading
from shared.db.transaction import Transaction, reading
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id

PRODUCT, TITLES = "-//Holdfast//EN", {"en": "Meeting", "es": "Reunión"}
PAST, AHEAD = timedelta(days=60), timedelta(days=400)
NOT_THERE = "There is no such calendar."


def open_calendar(tx: Transaction, *, person_id: str) -> dict[str, Any]:
    """The address is told this once: afterwards nobody can read it, we neither."""
    own_person(tx, person_id)
    secret, id = token_urlsafe(24), new_id()
    calendars.add(tx, id=id, person_id=person_id, secret=secret)
    return {"id": id, "url": f"{tx.desk.settings.public_url}/calendars/{secret}.ics"}


def close_calendar(tx: Transaction, calendar_id: str) -> None:
    own_calendar(tx, calendar_id)
    calendars.forget(tx, calendar_id)


def feed(desk: Desk, secret: str) -> bytes:
    """What is cancelled stays in it as cancelled: a calendar that only forgot it would still show it."""
    found = calendars.whose(desk, secret)
    if found is None:
        raise NotFound(NOT_THERE)
    with reading(desk, Actor(found.person_id, "service", found.organisation)) as rx:
        if heard.gone(rx, [found.person_id]):
            raise NotFound(NOT_THERE)
        return _sheet(rx, found.person_id)


def _sheet(rx: Reading, person_id: str) -> bytes:
    theirs = sessions.of_person(rx, person_id, rx.now - PAST, rx.now + AHEAD)
    person = heard.person(rx, person_id)
    title = TITLES.get(person.language[:2] if person else "en", TITLES["en"])
    sheet = Calendar()
    sheet.add("prodid", PRODUCT)
    sheet.add("version", "2.0")
    where = {row["id"]: row["discreet_name"] for row in places.everywhere(rx)}
    for session in theirs:
        sheet.add_component(_entry(rx, session, title, where.get(session.place_id or "")))
    if theirs:
        sheet.add_missing_timezones((rx.now - PAST).date(), (rx.now + AHEAD).date())
    return bytes(sheet.to_ical())


def _entry(rx: Reading, session: Session, title: str, place: str | None) -> Event:
    """A time, and a place by its discreet name: no person, no link."""
    zone = ZoneInfo(session.time_zone)
    entry = Event()
    entry.add("uid", session.id)
    entry.add("sequence", session.sequence)
    entry.add("dtstamp", rx.now)
    entry.add("dtstart", session.starts_at.astimezone(zone))
    entry.add("dtend", session.ends_at.astimezone(zone))
    entry.add("summary", title)
    if place and session.modality in AT_A_PLACE:
        entry.add("location", place)
    entry.add("status", "CANCELLED" if session.state == "cancelled" else "CONFIRMED")
    entry.add("class", "PRIVATE")
    return entry
