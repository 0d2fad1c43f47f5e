"""What the weekly numbers are counted from."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.scheduling.domain.contact import REACHED
from services.scheduling.domain.numbers import Happening
from services.scheduling.store import heard
from services.scheduling.store.care_tables import contacts, outreach
from services.scheduling.store.tables import coaches, offers, parties, referrals, sessions
from shared.db.reading import Reading, Row

IN_TOUCH = sa.or_(contacts.c.outcome.in_(REACHED), contacts.c.started_by == "person")
MET = sessions.c.state == "attended"
OF_TWO = sessions.c.group_id.is_(None)  # who came to a group, its contacts say
SETTLED = sa.exists().where(contacts.c.session_id == sessions.c.id, contacts.c.organisation == sessions.c.organisation)
BEFORE = timedelta(days=14)  # who was met shortly before being ready was met at once
MANY = 500
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
VOLUNTEERS = ("volunteer", "caller")


class Touched(NamedTuple):
    person_id: str
    site: str | None
    funding: str | None


class First(NamedTuple):
    at: datetime
    site: str | None
    funding: str | None


def happenings(rx: Reading, first: datetime, last: datetime) -> list[Happening]:
    """Contacts, and sessions that took place without one: each counted once."""
    noted = rx.rows(contacts, contacts.c.at >= first, contacts.c.at < last)
    met = rx.rows(sessions, MET, OF_TWO, sessions.c.starts_at >= first, sessions.c.starts_at < last)
    settled = _settled(rx, [row["id"] for row in met])
    unpaid = {row["coach_id"] for row in rx.rows(coaches, coaches.c.role.in_(VOLUNTEERS))}
    alone = [_of_session(row, unpaid) for row in met if row["id"] not in settled]
    return [_of_contact(row, unpaid) for row in noted] + alone


def known_before(rx: Reading, first: datetime) -> set[str]:
    """People with whom we were in touch before this time."""
    return {person for person, _, _ in in_touch(rx, LONG_AGO, first)}


def in_touch(rx: Reading, first: datetime, last: datetime) -> set[Touched]:
    """Different people by name, with the sites and the sources of funds of what happened. Each thing once."""
    own, theirs = contacts.c, sessions.c
    wrote = sa.select(own.person_id, own.place_id, own.funding).distinct()
    wrote = wrote.where(IN_TOUCH, own.person_id.is_not(None), own.at >= first, own.at < last)
    met = sa.select(theirs.member_id, theirs.place_id, sa.null().label("funding")).distinct()
    met = met.where(MET, OF_TWO, theirs.starts_at >= first, theirs.starts_at < last, ~SETTLED)
    return {Touched(*row.values()) for asked in (wrote, met) for row in rx.query(asked)}


def ready_between(rx: Reading, first: datetime, last: datetime) -> Sequence[Row]:
    return rx.rows(referrals, referrals.c.ready_from >= first, referrals.c.ready_from < last)


def first_contacts(rx: Reading, people: Sequence[str], since: datetime) -> dict[str, First]:
    """When and where each was first in touch, a session included."""
    own = contacts.c
    asked = sa.select(own.person_id, own.at, own.place_id, own.funding).where(IN_TOUCH, own.at >= since - BEFORE)
    wrote = _first_of_each(_of_people(rx, asked, own.person_id, people))
    met = first_sessions(rx, people, since)
    return {id: min((each[id] for each in (wrote, met) if id in each), key=_when) for id in {**met, **wrote}}


def first_sessions(rx: Reading, people: Sequence[str], since: datetime) -> dict[str, First]:
    own = sessions.c
    asked = sa.select(own.member_id, own.starts_at, own.place_id, sa.null().label("funding"))
    return _first_of_each(
        _of_people(rx, asked.where(MET, OF_TWO, own.starts_at >= since - BEFORE), own.member_id, people)
    )


def last_in_touch(rx: Reading, people: Sequence[str], before: datetime) -> dict[str, First]:
    """When and where each was last in touch, a session included; by what that was paid."""
    own, theirs = contacts.c, sessions.c
    wrote = sa.select(own.person_id, sa.func.max(own.at), own.place_id, own.funding)
    wrote = wrote.where(IN_TOUCH, own.at < before).group_by(own.person_id, own.place_id, own.funding)
    met = sa.select(theirs.member_id, sa.func.max(theirs.starts_at), theirs.place_id, sa.null().label("funding"))
    met = met.where(MET, OF_TWO, ~SETTLED, theirs.starts_at < before).group_by(theirs.member_id, theirs.place_id)
    found: dict[str, First] = {}
    for asked, column in ((wrote, own.person_id), (met, theirs.member_id)):
        for id, *when_and_where in (row.values() for row in _of_people(rx, asked, column, people)):
            each = First(*when_and_where)
            found[id] = max(each, found.get(id, each), key=_when)
    return found


def _first_of_each(rows: Iterable[Row]) -> dict[str, First]:
    found: dict[str, First] = {}
    for id, *when_and_where in (row.values() for row in rows):
        each = First(*when_and_where)
        found[id] = min(found.get(id, each), each, key=_when)
    return found


def _when(each: First) -> datetime:
    return each.at


def outreach_between(rx: Reading, first: datetime, last: datetime, late_at: datetime) -> dict[str, Sequence[Row]]:
    own = outreach.c
    return {
        "opened": rx.rows(outreach, own.opened_at >= first, own.opened_at < last),
        "given": rx.rows(outreach, own.closed_at >= first, own.closed_at < last, own.state == "completed"),
        "overdue_now": rx.rows(outreach, own.state == "open", own.due_at <= late_at),
        "hard_time": rx.rows(outreach, own.since >= first, own.since < last, own.why == "hard_time"),
    }


def offers_ended(rx: Reading, first: datetime, last: datetime) -> tuple[list[timedelta], int]:
    """How long those that were answered had waited; and how many ran out."""
    ended = rx.rows(offers, offers.c.ended_at >= first, offers.c.ended_at < last, offers.c.made_at.is_not(None))
    answered = [row["ended_at"] - row["made_at"] for row in ended if row["state"] in ("accepted", "declined")]
    return answered, sum(row["state"] == "expired" for row in ended)


def walking(rx: Reading) -> dict[str, set[str]]:
    """Different people, by whether their match goes on or rests, and who is ready and has none yet."""
    found = rx.query(sa.select(parties.c.state, parties.c.member_id).distinct())
    ready = referrals.c.state.not_in(("matched", "closed")), referrals.c.ready_from <= rx.now
    waiting = {row["member_id"] for row in rx.rows(referrals, *ready)}
    told = {state: {row["member_id"] for row in found if row["state"] == state} for state in ("active", "paused")}
    return told | {"waiting": waiting}


def people_of_coaches(rx: Reading) -> dict[str, int]:
    """With how many different people each coach walks who is with us now, paused or not."""
    walk_with: dict[str, set[str]] = {row["coach_id"]: set() for row in rx.rows(coaches)}
    for row in rx.rows(parties, parties.c.state == "active"):
        walk_with.setdefault(row["coach_id"], set()).add(row["member_id"])
    gone = heard.gone(rx, sorted(walk_with))
    return {coach_id: len(people) for coach_id, people in walk_with.items() if coach_id not in gone}


def _of_people(rx: Reading, asked: sa.Select[Any], column: sa.Column[str], people: Sequence[str]) -> Iterable[Row]:
    for at in range(0, len(people), MANY):
        yield from rx.query(asked.where(column.in_(people[at : at + MANY])))


def _settled(rx: Reading, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(ids), MANY):
        found |= {row["session_id"] for row in rx.rows(contacts, contacts.c.session_id.in_(ids[at : at + MANY]))}
    return found


def _of_contact(row: Row, unpaid: set[str]) -> Happening:
    return Happening(
        id=row["id"],
        at=row["at"],
        coach_id=row["coach_id"],
        by_volunteer=row["coach_id"] in unpaid,
        by_person=row["started_by"] == "person",
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


def _of_session(row: Row, unpaid: set[str]) -> Happening:
    return Happening(
        id=row["id"],
        at=row["starts_at"],
        coach_id=row["coach_id"],
        by_volunteer=row["coach_id"] in unpaid,
        by_person=False,
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
