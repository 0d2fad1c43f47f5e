from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from services.scheduling.domain.outreach import Outreach
from services.scheduling.store.care_tables import outreach
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict


def add(tx: Transaction, task: Outreach) -> None:
    tx.insert(outreach, **asdict(task))


def keep(tx: Transaction, task: Outreach) -> None:
    own = outreach.c.id == task.id, outreach.c.version == task.version - 1
    if not tx.update(outreach, *own, **asdict(task)):
        raise Conflict("Somebody changed this just now. Please look again.", code="changed_meanwhile")


def find(rx: Reading, id: str) -> Outreach | None:
    row = rx.row(outreach, outreach.c.id == id)
    return _task(row) if row else None


def open_for(rx: Reading, member_id: str) -> Outreach | None:
    row = rx.row(outreach, outreach.c.member_id == member_id, outreach.c.state == "open")
    return _task(row) if row else None


def open_of_session(rx: Reading, session_id: str) -> Outreach | None:
    row = rx.row(outreach, outreach.c.session_id == session_id, outreach.c.state == "open")
    return _task(row) if row else None


def open_of_match(rx: Reading, match_id: str) -> list[Outreach]:
    return [_task(row) for row in rx.rows(outreach, outreach.c.match_id == match_id, outreach.c.state == "open")]


def late_since(rx: Reading, instant: datetime, *, limit: int) -> list[Outreach]:
    """Those that can still be passed on: the supervisor is the last."""
    late = outreach.c.state == "open", outreach.c.due_at <= instant, outreach.c.held_by != "supervisor"
    return [_task(row) for row in rx.rows(outreach, *late, order_by=[outreach.c.due_at], limit=limit)]


def page(
    rx: Reading,
    *,
    held_for: str | None,
    overdue_at: datetime | None,
    after: str | None,
    limit: int,
    **asked: str | None,
) -> tuple[list[Outreach], str | None]:
    """What is due first, first. `held_for` narrows to what is somebody's own, or theirs to cover."""
    where: list[sa.ColumnElement[bool]] = [outreach.c[name] == value for name, value in asked.items() if value]
    if held_for:
        where.append(sa.or_(outreach.c.coach_id == held_for, outreach.c.cover_id == held_for))
    if overdue_at:
        where.append(outreach.c.due_at <= overdue_at)
    rows, following = rx.page(outreach, *where, by=(outreach.c.due_at, outreach.c.id), after=after, limit=limit)
    return [_task(row) for row in rows], following


def everything(rx: Reading) -> Sequence[Outreach]:
    return [_task(row) for row in rx.rows(outreach, order_by=[outreach.c.due_at])]


def _task(row: Row) -> Outreach:
    return Outreach(**{field.name: row[field.name] for field in fields(Outreach)})
