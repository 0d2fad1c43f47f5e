"""What the weekly numbers are counted from."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.scheduling.domain.contact import REACHED
from services.scheduling.domain.numbers import Happening
from services.scheduling.store.care_tables import contacts, outreach
from services.scheduling.store.tables import offers, parties, referrals, sessions
from shared.db.reading import Reading, Row

IN_TOUCH = sa.or_(contacts.c.outcome.in_(REACHED), contacts.c.started_by == "person")
MET = sessions.c.state == "attended"
OF_TWO = sessions.c.group_id.is_(None)  # who came to a group, its contacts say
BEFORE = timedelta(days=14)  # who was met shortly before being ready was met at once
MANY = 500
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def happenings(rx: Reading, first: datetime, last: datetime) -> list[Happening]:
    """Contacts, and sessions that took place without one: each counted once."""
    noted = rx.rows(contacts, contacts.c.at >= first, contacts.c.at < last)
    met = rx.rows(sessions, MET, OF_TWO, sessions.c.starts_at >= first, sessions.c.starts_at < last)
    settled = _settled(rx, [row["id"] for row in met])
    return [_of_contact(row) for row in noted] + [_of_session(row) for row in met if row["id"] not in settled]


def new_people(rx: Reading, first: datetime, last: datetime) -> int:
    """People with whom we were never in touch before this time."""
    return len(in_touch(rx, first, last) - in_touch(rx, LONG_AGO, first))


def people_in_touch(rx: Reading, first: datetime, last: datetime) -> int:
    """Different people by name."""
    return len(in_touch(rx, first, last))


def in_touch(rx: Reading, first: datetime, last: datetime) -> set[str]:
    wrote = sa.select(contacts.c.person_id).distinct()
    wrote = wrote.where(IN_TOUCH, contacts.c.person_id.is_not(None), contacts.c.at >= first, contacts.c.at < last)
    met = sa.select(sessions.c.member_id).distinct()
    met = met.where(MET, OF_TWO, sessions.c.starts_at >= first, sessions.c.starts_at < last)
    return {row["person_id"] for row in rx.query(wrote)} | {row["member_id"] for row in rx.query(met)}


def ready_between(rx: Reading, first: datetime, last: datetime) -> Sequence[Row]:
    return rx.rows(referrals, referrals.c.ready_from >= first, referrals.c.ready_from < last)


def first_contacts(rx: Reading, people: Sequence[str], since: datetime) -> dict[str, datetime]:
    """When each was first in touch, a session included."""
    found = first_sessions(rx, people, since)
    column = contacts.c.person_id
    asked = sa.select(column.label("id"), sa.func.min(contacts.c.at).label("at"))
    asked = asked.where(IN_TOUCH, contacts.c.at >= since - BEFORE)
    for row in _of_people(rx, asked, column, people):
        found[row["id"]] = min(row["at"], found.get(row["id"], row["at"]))
    return found


def first_sessions(rx: Reading, people: Sequence[str], since: datetime) -> dict[str, datetime]:
    column = sessions.c.member_id
    asked = sa.select(column.label("id"), sa.func.min(sessions.c.starts_at).label("at"))
    asked = asked.where(MET, OF_TWO, sessions.c.starts_at >= since - BEFORE)
    return {row["id"]: row["at"] for row in _of_people(rx, asked, column, people)}


def outreach_between(rx: Reading, first: datetime, last: datetime, late_at: datetime) -> dict[str, int]:
    own = outreach.c
    return {
        "opened": _count(rx, outreach, own.opened_at >= first, own.opened_at < last),
        "given": _count(rx, outreach, own.closed_at >= first, own.closed_at < last, own.state == "completed"),
        "overdue_now": _count(rx, outreach, own.state == "open", own.due_at <= late_at),
    }


def offers_ended(rx: Reading, first: datetime, last: datetime) -> tuple[list[timedelta], int]:
    """How long those that were answered had waited; and how many ran out."""
    ended = rx.rows(offers, offers.c.ended_at >= first, offers.c.ended_at < last, offers.c.made_at.is_not(None))
    answered = [row["ended_at"] - row["made_at"] for row in ended if row["state"] in ("accepted", "declined")]
    return answered, sum(row["state"] == "expired" for row in ended)


def walking(rx: Reading) -> dict[str, int]:
    """Different people, by whether their match goes on or rests, and who is ready and has none yet."""
    found = rx.query(sa.select(parties.c.state, parties.c.member_id).distinct())
    ready = referrals.c.state.not_in(("matched", "closed")), referrals.c.ready_from <= rx.now
    waiting = {row["member_id"] for row in rx.rows(referrals, *ready)}
    told = {state: sum(row["state"] == state for row in found) for state in ("active", "paused")}
    return told | {"waiting": len(waiting)}


def _count(rx: Reading, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    (row,) = rx.query(sa.select(sa.func.count().label("n")).select_from(table).where(*where))
    return int(row["n"])


def _of_people(rx: Reading, asked: sa.Select[Any], column: sa.Column[str], people: Sequence[str]) -> Iterable[Row]:
    for at in range(0, len(people), MANY):
        yield from rx.query(asked.where(column.in_(people[at : at + MANY])).group_by(column))


def _settled(rx: Reading, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(ids), MANY):
        found |= {row["session_id"] for row in rx.rows(contacts, contacts.c.session_id.in_(ids[at : at + MANY]))}
    return found


def _of_contact(row: Row) -> Happening:
    return Happening(
        person_id=row["person_id"],
        count=row["count"],
        kind=row["kind"],
        meeting=row["group_session_id"] or row["id"],
        minutes=int((row["ends_at"] - row["at"]).total_seconds()) // 60,
        modality=row["modality"],
        in_touch=row["outcome"] in REACHED or row["started_by"] == "person",
        talked=row["outcome"] in REACHED,
        support=tuple(row["support"]),
        site=row["place_id"],
        funding=row["funding"],
    )


def _of_session(row: Row) -> Happening:
    return Happening(
        person_id=row["member_id"],
        count=1,
        kind="session",
        meeting=row["id"],
        minutes=int((row["ends_at"] - row["starts_at"]).total_seconds()) // 60,
        modality=row["modality"],
        in_touch=True,
        talked=True,
        support=(),
        site=row["place_id"],
        funding=None,
    )
