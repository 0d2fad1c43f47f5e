"""Calendars that block time: a coach's own, and an organisation's closures under the organisation's id."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.store.tables import busy_calendars, busy_times
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction

_own = busy_calendars.c
PLACE = "busy_calendars:url"


def keep(tx: Transaction, whose: str, name: str, *, until: datetime, times: Sequence[dict[str, Any]]) -> None:
    """A calendar put again takes the place of the one before."""
    _keep_times(tx, whose, name, times)
    values = {"read_at": tx.now, "read_until": until, "trouble": None, "trouble_since": None}
    if not tx.update(busy_calendars, *_is(whose, name), **values):
        tx.insert(busy_calendars, coach_id=whose, name=name, url=None, again_at=None, **values)


def subscribe(tx: Transaction, whose: str, name: str, *, url: str | None, again_at: datetime | None) -> None:
    """Who has the address reads somebody's calendar: it is kept sealed."""
    sealed = tx.seal(whose, url, place=PLACE, row=f"{whose}:{name}") if url else None
    tx.update(busy_calendars, *_is(whose, name), url=sealed, again_at=again_at)


def look_again(tx: Transaction, whose: str, name: str, *, at: datetime) -> None:
    tx.update(busy_calendars, *_is(whose, name), again_at=at)


def note_trouble(tx: Transaction, row: Row, *, code: str, again_at: datetime) -> None:
    """What was read last stays."""
    since = row["trouble_since"] or tx.now
    changed = {"trouble": code, "trouble_since": since, "again_at": again_at}
    tx.update(busy_calendars, *_is(row["coach_id"], row["name"]), _own.read_at == row["read_at"], **changed)


def find(rx: Reading, whose: str, name: str) -> Row | None:
    return rx.row(busy_calendars, *_is(whose, name))


def of(rx: Reading, whose: str) -> Sequence[Row]:
    return rx.rows(busy_calendars, _own.coach_id == whose, order_by=[_own.name])


def counted(rx: Reading, whose: str) -> dict[str, int]:
    times = busy_times.c
    asked = sa.select(times.calendar, sa.func.count().label("many")).where(times.coach_id == whose)
    return {row["calendar"]: row["many"] for row in rx.query(asked.group_by(times.calendar))}


def forget(tx: Transaction, whose: str, name: str) -> bool:
    _keep_times(tx, whose, name, ())
    return bool(tx.delete(busy_calendars, *_is(whose, name)))


def forget_all(tx: Transaction, whose: str) -> None:
    tx.delete(busy_times, busy_times.c.coach_id == whose)
    tx.delete(busy_calendars, _own.coach_id == whose)


def due(rx: Reading, *, limit: int) -> Sequence[Row]:
    return rx.rows(busy_calendars, _own.again_at <= rx.now, order_by=[_own.again_at], limit=limit)


def address_of(rx: Reading, row: Row) -> str | None:
    """None when the person's key is gone: then nobody reads it any more."""
    found = rx.unseal(row["coach_id"], row["url"], place=PLACE, row=f"{row['coach_id']}:{row['name']}")
    return str(found) if found else None


def organisations_with_due(desk: Desk) -> Sequence[str]:
    asked = sa.select(_own.organisation).where(_own.again_at <= desk.clock.now()).distinct()
    with for_reading(desk.engine) as connection:
        return connection.execute(asked).scalars().all()


def _keep_times(tx: Transaction, whose: str, name: str, times: Sequence[dict[str, Any]]) -> None:
    tx.delete(busy_times, busy_times.c.coach_id == whose, busy_times.c.calendar == name)
    tx.insert_many(busy_times, [{**time, "coach_id": whose, "calendar": name} for time in times])


def _is(whose: str, name: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return _own.coach_id == whose, _own.name == name
