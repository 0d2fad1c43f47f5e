"""Who holds which message, and what came of it. Leases are in real time; what is due, in business time."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from services.notifications.domain.message import Step, step
from services.notifications.store.tables import attempts, messages
from shared.db.changes import Change
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


_b = sa.bindparam
BEGIN = Change(
    messages.update()
    .where(messages.c.id == _b("b_id"), messages.c.state == "claimed", messages.c.claimed_by == _b("b_sender"))
    .where(messages.c.lease_until > _b("b_real"), messages.c.useless_after > _b("b_now"))
    .values(state=step("claimed", "handing_over"), attempts=_b("b_number"), lease_until=_b("b_lease"))
    .values(contact_point_id=_b("b_point"))
)
ATTEMPT = Change(
    attempts.insert().values(
        message_id=_b("b_id"), number=_b("b_number"), sender=_b("b_sender"), provider=_b("b_provider"),
        state="begun", began_at=_b("b_real"),
    )
)  # fmt: skip
ANSWER = Change(
    attempts.update()
    .where(attempts.c.message_id == _b("b_id"), attempts.c.number == _b("b_number"))
    .values(state=_b("b_result"), code=_b("b_code"), ended_at=_b("b_real"))
)
END = Change(
    messages.update()
    .where(messages.c.id == _b("b_id"), messages.c.state == "handing_over", messages.c.claimed_by == _b("b_sender"))
    .values(state=_b("b_state"), reason=_b("b_reason"), not_before=_b("b_not_before"), unsure=_b("b_unsure"))
    .values(handed_over_at=_b("b_handed_over_at"), claimed_by=None, lease_until=None)
)
HEARD_LATE = Change(
    messages.update()
    .where(messages.c.id == _b("b_id"), messages.c.state == "planned", messages.c.attempts == _b("b_number"))
    .values(state=step("planned", "handed_over"), reason=None, handed_over_at=_b("b_now"), **LET_GO)
)


def organisations_with_due(desk: Desk, *, channel: str, real: datetime) -> Sequence[str]:
    return _organisations(desk, *_due(channel, desk.clock.now(), real))


def organisations_with_orphans(desk: Desk, *, left: Collection[str], real: datetime) -> Sequence[str]:
    return _organisations(desk, *_orphans(left, real))


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
    """The number of this attempt, kept before anything is said; None when it is ours no more, or useless by now."""
    number = row["attempts"] + 1
    told = {"b_id": row["id"], "b_sender": sender, "b_real": real}
    if not tx.make(BEGIN, **told, b_now=tx.now, b_number=number, b_point=contact_point_id, b_lease=real + lease):
        return None
    tx.make(ATTEMPT, **told, b_number=number, b_provider=provider)
    return number


def end(tx, row, *, number: int, sender: str, result: str, code: int | None, next: Step, real: datetime) -> None:
    """What was said is kept whoever holds the message by now; what follows from it, only if it is still ours."""
    tx.make(ANSWER, b_id=row["id"], b_number=number, b_result=result, b_code=code, b_real=real)
    told = {"b_state": step("handing_over", next.state), "b_reason": next.reason, "b_not_before": real + next.wait}
    told |= {"b_handed_over_at": tx.now if next.state == "handed_over" else None}
    unsure = row["unsure"] + (result == "ambiguous")
    is_ours = tx.make(END, b_id=row["id"], b_sender=sender, b_unsure=unsure, **told)
    if not is_ours and next.state == "handed_over":
        # it was thought unsure and put back, and did arrive: not sent again, unless that has begun
        tx.make(HEARD_LATE, b_id=row["id"], b_number=number, b_now=tx.now)


def orphans(tx, *, left: Collection[str], real: datetime) -> Sequence:
    """Messages whose sender is gone: in hand under a name that nobody holds now, or longer than a lease."""
    held = sa.select(messages).where(*_orphans(left, real)).order_by(messages.c.due_at)
    return tx.query(held.with_for_update(skip_locked=True))


def adopt(tx, row, *, sender: str) -> None:
    tx.update(messages, messages.c.id == row["id"], claimed_by=sender)


def _due(channel: str, now: datetime, real: datetime) -> tuple:
    rested = sa.or_(messages.c.not_before.is_(None), messages.c.not_before <= real)
    return PLANNED, messages.c.channel == channel, messages.c.due_at <= now, rested


def _orphans(left: Collection[str], real: datetime) -> tuple:
    return IN_HAND, sa.or_(messages.c.claimed_by.in_(left), messages.c.lease_until < real)


def _organisations(desk: Desk, *where) -> Sequence[str]:
    """The one question that is asked across organisations: where is work? Each is then served by itself."""
    has_work = sa.exists().where(messages.c.organisation == organisations.c.organisation, *where)
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation).where(has_work)).scalars())
