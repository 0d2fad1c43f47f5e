"""Groups, when they meet, and who has a seat."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from services.scheduling.domain.group import Group, Seat
from services.scheduling.domain.session import AHEAD, Session
from services.scheduling.store.group_tables import groups, seats
from services.scheduling.store.sessions import session_of
from services.scheduling.store.tables import sessions
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction


def add(tx: Transaction, group: Group) -> None:
    tx.insert(groups, **asdict(group))


def find(rx: Reading, group_id: str) -> Group | None:
    row = rx.row(groups, groups.c.id == group_id)
    return _group(row) if row else None


def page(rx: Reading, *, after: str | None, limit: int, coach_id: str | None = None) -> tuple[list[Group], str | None]:
    led = [groups.c.coach_id == coach_id] if coach_id else []
    rows, following = rx.page(groups, *led, by=(groups.c.id,), after=after, limit=limit)
    return [_group(row) for row in rows], following


def meetings_ahead(rx: Reading, group_ids: Sequence[str]) -> list[Session]:
    ahead = sessions.c.state.in_(AHEAD), sessions.c.starts_at > rx.now
    rows = rx.rows(sessions, sessions.c.group_id.in_(group_ids), *ahead, order_by=[sessions.c.starts_at])
    return [session_of(row) for row in rows]


def meetings_in(rx: Reading, place_id: str, first: datetime, last: datetime) -> list[Session]:
    """Groups in a place in some of this time."""
    there = sessions.c.place_id == place_id, sessions.c.group_id.is_not(None), sessions.c.state != "cancelled"
    during = sessions.c.starts_at < last, sessions.c.ends_at > first
    return [session_of(row) for row in rx.rows(sessions, *there, *during)]


def seats_of(rx: Reading, session_ids: Sequence[str]) -> dict[str, list[Seat]]:
    found: dict[str, list[Seat]] = {id: [] for id in session_ids}
    for row in rx.rows(seats, seats.c.session_id.in_(session_ids), order_by=[seats.c.member_id]):
        found[row["session_id"]].append(_seat(row))
    return found


def seats_ahead_of(rx: Reading, member_id: str) -> list[Seat]:
    own = seats.c.member_id == member_id, seats.c.starts_at > rx.now
    return [_seat(row) for row in rx.rows(seats, *own, order_by=[seats.c.starts_at])]


def keep_seat(tx: Transaction, seat: Seat) -> None:
    own = seats.c.session_id == seat.session_id, seats.c.member_id == seat.member_id
    if not tx.update(seats, *own, **asdict(seat)):
        tx.insert(seats, **asdict(seat))


def forget_seat(tx: Transaction, seat: Seat) -> None:
    tx.delete(seats, seats.c.session_id == seat.session_id, seats.c.member_id == seat.member_id)


def _group(row: Row) -> Group:
    return Group(**_named(Group, row))


def _seat(row: Row) -> Seat:
    return Seat(**_named(Seat, row))


def _named(kind: Any, row: Row) -> dict[str, Any]:
    return {field.name: row[field.name] for field in fields(kind)}
