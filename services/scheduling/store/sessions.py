from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.domain.session import AHEAD, AT_A_PLACE, Session
from services.scheduling.store.care_tables import attendance_history
from services.scheduling.store.group_tables import seats
from services.scheduling.store.tables import attendance, sessions
from shared.db.questions import Among
from shared.db.reading import Reading, Row, prepared
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id

theirs = sessions.alias("theirs")
MET_OR_WILL = (*AHEAD, "attended")
ANY_OF_THEIRS = prepared(
    sa.select(sessions.c.id)
    .where(sessions.c.match_id == sa.bindparam("match_id"), sessions.c.state.in_(MET_OR_WILL))
    .limit(1)
)
WHERE = prepared(sa.select(sessions.c.id, sessions.c.modality, sessions.c.place_id).where(Among(sessions.c.id, "ids")))


def add(tx: Transaction, session: Session) -> None:
    tx.insert(sessions, **vars(session))


def keep(tx: Transaction, session: Session) -> None:
    """Of two who change one version, the second is told."""
    own = sessions.c.id == session.id, sessions.c.version == session.version - 1
    if not tx.update(sessions, *own, **vars(session)):
        raise Conflict("Somebody changed this session just now. Please look again.", code="changed_meanwhile")


def find(rx: Reading, session_id: str) -> Session | None:
    row = rx.row(sessions, sessions.c.id == session_id)
    return session_of(row) if row else None


def is_first(rx: Reading, match_id: str) -> bool:
    """Have these two neither met nor a time to meet?"""
    return not rx.ask(ANY_OF_THEIRS, match_id=match_id)


def ahead_of_match(rx: Reading, match_id: str) -> list[Session]:
    return _ahead(rx, sessions.c.match_id == match_id)


def of_person(rx: Reading, person_id: str, first: datetime, last: datetime) -> list[Session]:
    """Also what was cancelled, and groups in which they have a seat."""
    rows = rx.rows(sessions, _is_with(person_id), *_between(first, last), order_by=[sessions.c.starts_at])
    return [session_of(row) for row in rows]


def places_of(rx: Reading, session_ids: Collection[str]) -> dict[str, str | None]:
    """Where one has to go for each of these; nowhere for a call."""
    found = rx.ask(WHERE, ids=list(session_ids))
    return {id: place_id if modality in AT_A_PLACE else None for id, modality, place_id in found}


def ahead_at(rx: Reading, place_id: str) -> list[Session]:
    return _ahead(rx, sessions.c.place_id == place_id)


def ahead_of_coach(rx: Reading, coach_id: str) -> list[Session]:
    return _ahead(rx, sessions.c.coach_id == coach_id)


def ahead_of_series(rx: Reading, series_id: str) -> list[Session]:
    return _ahead(rx, sessions.c.series_id == series_id)


def of_group(rx: Reading, group_id: str, *, limit: int) -> list[Session]:
    own = sessions.c.group_id == group_id
    return [session_of(row) for row in rx.rows(sessions, own, order_by=[sessions.c.starts_at], limit=limit)]


def ahead_of_referral(rx: Reading, referral_id: str) -> list[Session]:
    return _ahead(rx, sessions.c.referral_id == referral_id)


def welcomes_of(
    rx: Reading, coach_ids: Sequence[str], first: datetime, last: datetime, *, without: str | None
) -> dict[str, list[datetime]]:
    """When these have first conversations that were not called off, by coach."""
    found: dict[str, list[datetime]] = {id: [] for id in coach_ids}
    theirs = sessions.c.coach_id.in_(coach_ids), sessions.c.referral_id.is_not(None), sessions.c.state != "cancelled"
    for row in rx.rows(sessions, *theirs, *_between(first, last)):
        if row["id"] != without:
            found[row["coach_id"]].append(row["starts_at"])
    return found


def ahead_of_person(rx: Reading, person_id: str) -> list[Session]:
    """What cannot take place without them."""
    return _ahead(rx, _needs(person_id))


def page(
    rx: Reading, *, person: str | None, after: str | None, limit: int, **asked: Any
) -> tuple[list[Session], str | None]:
    """In the order of their start; `person` narrows to the sessions they are part of."""
    where = [sessions.c[name] == value for name, value in asked.items() if name in SAME and value is not None]
    if member_id := asked.get("member_id"):
        where.append(_is_any_of(_ids(theirs.c.member_id == member_id), _seats(member_id)))
    where += _between(asked.get("first"), asked.get("last"))
    if states := asked.get("states"):
        where.append(sessions.c.state.in_(states))
    if person:
        where.append(_is_with(person))
    by = (sessions.c.starts_at, sessions.c.id)
    rows, following = rx.page(sessions, *where, by=by, after=after, limit=limit)
    return [session_of(row) for row in rows], following


SAME = ("id", "coach_id", "match_id", "referral_id", "group_id", "state")


def everything(rx: Reading) -> list[Session]:
    return [session_of(row) for row in rx.rows(sessions, order_by=[sessions.c.starts_at])]


def sides(rx: Reading, session_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """What each side said, by session."""
    found: dict[str, dict[str, str]] = {id: {} for id in session_ids}
    for row in rx.rows(attendance, attendance.c.session_id.in_(session_ids)):
        found[row["session_id"]][row["side"]] = row["state"]
    return found


def keep_side(tx: Transaction, session_id: str, side: str, state: str) -> None:
    tx.delete(attendance, attendance.c.session_id == session_id, attendance.c.side == side)
    said = {"session_id": session_id, "side": side, "state": state, "at": tx.now, "by": tx.actor.person}
    tx.insert(attendance, **said)
    tx.insert(attendance_history, id=new_id(), **said)


def forget_side(tx: Transaction, session_id: str, side: str) -> None:
    """That it was said, and taken back, is kept."""
    tx.delete(attendance, attendance.c.session_id == session_id, attendance.c.side == side)
    taken_back = {"session_id": session_id, "side": side, "state": None, "at": tx.now, "by": tx.actor.person}
    tx.insert(attendance_history, id=new_id(), **taken_back)


def all_said(rx: Reading, session_id: str) -> Sequence[Row]:
    own = attendance_history.c.session_id == session_id
    return rx.rows(attendance_history, own, order_by=[attendance_history.c.id])


def attended(rx: Reading, coach_id: str, first: datetime, last: datetime) -> list[Session]:
    """The sessions of a coach that took place in some of this time."""
    during = sessions.c.starts_at < last, sessions.c.ends_at > first, sessions.c.state == "attended"
    return [session_of(row) for row in rx.rows(sessions, sessions.c.coach_id == coach_id, *during)]


def met(rx: Reading, member_id: str, first: datetime, last: datetime) -> list[Session]:
    """The sessions of a member that took place, by when they began."""
    came = sessions.c.member_id == member_id, sessions.c.state == "attended"
    return [session_of(row) for row in rx.rows(sessions, *came, *_between(first, last))]


def _ahead(rx: Reading, whose: sa.ColumnElement[bool]) -> list[Session]:
    ahead = sessions.c.state.in_(AHEAD), sessions.c.starts_at > rx.now
    return [session_of(row) for row in rx.rows(sessions, whose, *ahead, order_by=[sessions.c.starts_at])]


def _is_with(person_id: str) -> sa.ColumnElement[bool]:
    """Also where a colleague stands in for them, and groups in which they have a seat."""
    return _is_any_of(*_leads_or_meets(person_id), _ids(theirs.c.covers_for == person_id), _seats(person_id))


def _needs(person_id: str) -> sa.ColumnElement[bool]:
    return _is_any_of(*_leads_or_meets(person_id))


def _leads_or_meets(person_id: str) -> Iterable[sa.Select[Any]]:
    return _ids(theirs.c.coach_id == person_id), _ids(theirs.c.member_id == person_id)


def _is_any_of(*found: sa.Select[Any]) -> sa.ColumnElement[bool]:
    """Each by an index of its own: asked with OR, a database reads all that the organisation has."""
    return sessions.c.id.in_(sa.union_all(*found))


def _ids(where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(theirs.c.id).where(where)


def _seats(person_id: str) -> sa.Select[Any]:
    return sa.select(seats.c.session_id).where(seats.c.member_id == person_id)


def _between(first: datetime | None, last: datetime | None) -> list[sa.ColumnElement[bool]]:
    bounds = [(first, sessions.c.starts_at.__ge__), (last, sessions.c.starts_at.__lt__)]
    return [compare(instant) for instant, compare in bounds if instant is not None]


def session_of(row: Row) -> Session:
    return Session(**{field.name: row[field.name] for field in fields(Session)})
