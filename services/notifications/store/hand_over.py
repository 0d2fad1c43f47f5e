"""Who holds which message, and what came of it. Leases are in real time; what is due, in business time."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from services.notifications.domain.message import Step, step
from services.notifications.store.tables import attempts, messages
from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading


def _is(*states: str) -> sa.ColumnElement[bool]:
    """Written out, not bound: else SQLite would not know that the small index of these states is enough."""
    written = [sa.literal(state, literal_execute=True) for state in states]
    return messages.c.state == written[0] if len(written) == 1 else messages.c.state.in_(written)


PLANNED = _is("planned")
IN_HAND = _is("claimed", "handing_over")
LET_GO = {"claimed_by": None, "lease_until": None}


def organisations_with_due(desk: Desk, *, channel: str, real: datetime) -> Sequence[str]:
    return _organisations(desk, *_due(channel, desk.clock.now(), real))


def organisations_with_orphans(desk: Desk, *, sender: str, real: datetime, mine: bool) -> Sequence[str]:
    return _organisations(desk, *_orphans(sender, real, mine))


def claim(tx, *, sender: str, channel: str, real: datetime, lease: timedelta, limit: int) -> Sequence:
    """The most overdue first. Rows that somebody else is claiming this moment are left to them."""
    due = sa.select(messages).where(*_due(channel, tx.now, real)).order_by(messages.c.due_at).limit(limit)
    rows = tx.query(due.with_for_update(skip_locked=True))
    mine = {"state": step("planned", "claimed"), "claimed_by": sender, "lease_until": real + lease}
    ids = [row["id"] for row in rows]
    tx.update(messages, messages.c.id.in_(ids), messages.c.state == "planned", **mine)
    return rows


def let_go(tx, message_ids: Collection[str], *, sender: str, **told) -> None:
    """Claimed, and not begun."""
    ours = (messages.c.id.in_(message_ids), messages.c.state == "claimed", messages.c.claimed_by == sender)
    tx.update(messages, *ours, **({"state": "planned"} | LET_GO | told))


def begin(
    tx, row, *, sender: str, provider: str, contact_point_id: str, real: datetime, lease: timedelta
) -> int | None:
    """The number of this attempt, kept before anything is said; None when it is ours no more, or for too long."""
    number = row["attempts"] + 1
    ours = (messages.c.id == row["id"], messages.c.state == "claimed", messages.c.claimed_by == sender)
    ours += (messages.c.lease_until > real,)
    now = {"state": step("claimed", "handing_over"), "attempts": number, "lease_until": real + lease}
    now |= {"contact_point_id": contact_point_id}
    if not tx.update(messages, *ours, **now):
        return None
    told = {"sender": sender, "provider": provider, "state": "begun", "began_at": real}
    tx.insert(attempts, message_id=row["id"], number=number, **told)
    return number


def end(tx, row, *, number: int, sender: str, result: str, code: int | None, next: Step, real: datetime) -> None:
    """What was said is kept whoever holds the message by now; what follows from it, only if it is still ours."""
    this = (attempts.c.message_id == row["id"], attempts.c.number == number)
    tx.update(attempts, *this, state=result, code=code, ended_at=real)
    ours = (messages.c.id == row["id"], messages.c.state == "handing_over", messages.c.claimed_by == sender)
    is_ours = tx.update(messages, *ours, **_after(tx, next, real), unsure=row["unsure"] + (result == "ambiguous"))
    if not is_ours and next.state == "handed_over":
        _heard_late(tx, row, number)


def orphans(tx, *, sender: str, real: datetime, mine: bool) -> Sequence:
    """Messages whose sender is gone: left by an earlier life of ours, or held longer than a lease."""
    held = sa.select(messages).where(*_orphans(sender, real, mine)).order_by(messages.c.due_at)
    return tx.query(held.with_for_update(skip_locked=True))


def adopt(tx, row, *, sender: str) -> None:
    tx.update(messages, messages.c.id == row["id"], claimed_by=sender)


def _after(tx, next: Step, real: datetime) -> dict:
    told = {"state": step("handing_over", next.state), "reason": next.reason, "not_before": real + next.wait}
    return told | LET_GO | ({"handed_over_at": tx.now} if next.state == "handed_over" else {})


def _heard_late(tx, row, number: int) -> None:
    """It was thought unsure and put back, and did arrive: not sent again, unless that has begun."""
    put_back = (messages.c.id == row["id"], messages.c.state == "planned", messages.c.attempts == number)
    now = {"state": step("planned", "handed_over"), "reason": None, "handed_over_at": tx.now}
    tx.update(messages, *put_back, **(now | LET_GO))


def _due(channel: str, now: datetime, real: datetime) -> tuple:
    rested = sa.or_(messages.c.not_before.is_(None), messages.c.not_before <= real)
    return PLANNED, messages.c.channel == channel, messages.c.due_at <= now, rested


def _orphans(sender: str, real: datetime, mine: bool) -> tuple:
    whose = messages.c.claimed_by == sender if mine else messages.c.lease_until < real
    return IN_HAND, whose


def _organisations(desk: Desk, *where) -> Sequence[str]:
    """The one question that is asked across organisations: where is work? Each is then served by itself."""
    has_work = sa.exists().where(messages.c.organisation == organisations.c.organisation, *where)
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation).where(has_work)).scalars())
