"""What others may read in FHIR's words. Who may see what is as everywhere: one's own, or staff their organisation."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from services.scheduling.actions.access import own_coach, own_session, person_to_narrow_to
from services.scheduling.actions.diaries import diary_of
from services.scheduling.actions.openings import span_of
from services.scheduling.domain import fhir
from services.scheduling.domain.fhir import Resource
from services.scheduling.domain.instants import instant, seconds_up
from services.scheduling.domain.intervals import clip, merge
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.store import engagements, heard, hours, sessions
from shared.db.reading import Reading, Row
from shared.kernel.errors import NotFound

NO_SCHEDULE, NO_SLOT = "We have no such schedule.", "There is no such slot."


def schedules(rx: Reading, *, coach_id: str | None, limit: int) -> list[Resource]:
    """Of each coach who has hours."""
    narrow = person_to_narrow_to(rx.actor)
    asked = [id for id in ([coach_id] if coach_id else hours.everybody(rx)) if narrow in (None, id)]
    gone = heard.gone(rx, asked)
    rows = [row for row in hours.of_coaches(rx, asked[:limit]) if row["coach_id"] not in gone]
    return [_schedule(rx, row) for row in rows]


def schedule_seen(rx: Reading, coach_id: str) -> Resource:
    return next(iter(schedules(rx, coach_id=coach_id, limit=1)), None) or _refuse(NO_SCHEDULE)


def slots(
    rx: Reading, coach_id: str, *, first: datetime | None, last: datetime | None, status: str | None, limit: int
) -> list[Resource]:
    """Free ones are openings of the coach's usual length; busy ones say when, and nothing of with whom."""
    schedule_seen(rx, coach_id)
    span = span_of(rx, first, last)
    diary = diary_of(rx, coach_id, **span)
    assert diary is not None
    free = _free(rx, coach_id, diary, **span) if status in (None, "free") else iter(())
    busy = _busy(rx, coach_id, **span) if status in (None, "busy") else []
    return list(islice(sorted([*free, *busy], key=lambda each: (each["start"], each["status"])), limit))


def slot_seen(rx: Reading, slot_id: str) -> Resource:
    """An id is a place in time: whether it is free is worked out anew."""
    coach_id, start, minutes = _read(slot_id)
    schedule_seen(rx, coach_id)
    span = {"first": start, "last": start + minutes * 60}
    if taken := [each for each in _busy(rx, coach_id, **span) if each["id"] == slot_id]:
        return taken[0]
    diary = diary_of(rx, coach_id, **span)
    free = _free(rx, coach_id, diary, **span) if diary else iter(())
    return next((each for each in free if each["id"] == slot_id), None) or _refuse(NO_SLOT)


def appointments(
    rx: Reading, *, cursor: str | None, limit: int, states: Sequence[str], **asked: Any
) -> tuple[list[Resource], str | None]:
    who = person_to_narrow_to(rx.actor)
    if asked["coach_id"] and who:
        own_coach(rx, asked["coach_id"])
    found, following = sessions.page(rx, person=who, after=cursor, limit=limit, states=states, **asked)
    return [fhir.appointment(session) for session in found], following


def appointment_seen(rx: Reading, session_id: str) -> Resource:
    return fhir.appointment(own_session(rx, session_id))


def _schedule(rx: Reading, row: Row) -> Resource:
    days = row["document"].get("rules", {}).get("horizon_days", 60)
    return fhir.schedule(row["coach_id"], first=rx.now, last=rx.now + timedelta(days=days), version=row["version"])


def _free(rx: Reading, coach_id: str, diary: Diary, *, first: int, last: int) -> Iterator[Resource]:
    minutes = diary.hours.rules.minutes
    for opening in openings(diary, minutes=minutes, now=seconds_up(rx.now), first=first, last=last):
        yield fhir.slot(coach_id, opening.start, opening.end, status="free")


def _busy(rx: Reading, coach_id: str, *, first: int, last: int) -> list[Resource]:
    engaged = engagements.of_people(rx, [coach_id], instant(first), instant(last))
    stretches = clip(merge((each.start, each.end) for each in engaged), first, last)
    return [fhir.slot(coach_id, start, end, status="busy") for start, end in stretches]


def _read(slot_id: str) -> tuple[str, int, int]:
    parts = slot_id.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 11 for part in parts[1:]):
        raise NotFound(NO_SLOT)
    return parts[0], int(parts[1]), int(parts[2])


def _refuse(words: str) -> Resource:
    raise NotFound(words)
