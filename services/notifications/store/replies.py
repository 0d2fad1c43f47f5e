"""What people wrote back, sealed, for a person to read."""

from datetime import datetime

import sqlalchemy as sa

from services.notifications.domain.reading_hours import WAITS_LONG, ReadingHours
from services.notifications.store import time_off
from services.notifications.store.organisations import customs
from services.notifications.store.people import AWAY, readers
from services.notifications.store.reply_tables import replies
from services.notifications.store.tables import people
from shared.db.reading import Row
from shared.kernel.ids import new_id

PLACE = "replies.sealed"


def add(tx, person_id, *, text: str, **told) -> str:
    id = new_id()
    sealed = tx.seal(person_id, text, place=PLACE, row=id)
    tx.insert(replies, id=id, person_id=person_id, sealed=sealed, state="open", received_at=tx.now, **told)
    return id


def find(rx, reply_id):
    row = rx.row(replies, replies.c.id == reply_id)
    return row and _opened(rx, row)


def page(rx, *, coach_id=None, person_id=None, state=None, at_desk=False, after, limit):
    wanted = [_for_coach(rx, coach_id)] if coach_id else []
    wanted += [replies.c.person_id == person_id] if person_id else []
    wanted += [replies.c.state == state] if state else []
    wanted += [_at_desk(rx)] if at_desk else []
    rows, next = rx.page(replies, *wanted, by=(replies.c.received_at, replies.c.id), after=after, limit=limit)
    rx.keys_for(sorted({row["person_id"] for row in rows}))
    return [_opened(rx, row) for row in rows], next


def was_answered_since(rx, contact_point_id, since: datetime) -> bool:
    this = (replies.c.contact_point_id == contact_point_id, replies.c.answered_at > since)
    return rx.row(replies, *this) is not None


def waiting_long(rx, *, limit: int | None = None) -> list[Row]:
    """Of all that is open, or of the `limit` that wait longest; oldest first. At once where the coach is off and nobody
    stands in.
    """
    old, alone = replies.c.received_at <= rx.now - WAITS_LONG, _with_nobody(rx)
    open_ones = (replies.c.state == "open", sa.or_(old, alone))
    rows = rx.rows(replies, *open_ones, order_by=(replies.c.received_at, replies.c.id), limit=limit)
    late = late_among(rx, rows) | {row["id"] for row in rx.rows(replies, replies.c.state == "open", alone)}
    return [row for row in rows if row["id"] in late]


def may_read(rx, reply_id, coach_id) -> bool:
    return rx.row(replies, replies.c.id == reply_id, _for_coach(rx, coach_id)) is not None


def late_among(rx, rows) -> set[str]:
    """Which nobody has seen to, though somebody was there to read them for hours, by the clock of who wrote."""
    old = [row for row in rows if row["state"] == "open" and row["received_at"] <= rx.now - WAITS_LONG]
    hours, writers = reading_hours(rx), readers(rx, {row["person_id"] for row in old})
    spent = {row["id"]: (row["received_at"], rx.now, writers[row["person_id"]].zone()) for row in old}
    return {id for id, span in spent.items() if hours.between(*span) >= WAITS_LONG}


def mark_answered(tx, reply_id) -> None:
    tx.update(replies, replies.c.id == reply_id, answered_at=tx.now)


def handle(tx, reply_id, *, by, outcome) -> bool:
    """Whether it was still open."""
    told = {"state": "handled", "handled_at": tx.now, "handled_by": by, "outcome": outcome}
    return bool(tx.update(replies, replies.c.id == reply_id, replies.c.state == "open", **told))


def hand_to_desk(tx, *, coach_id, member_id) -> None:
    """They walk together no more: what nobody has seen to yet is not lost with that."""
    theirs = (replies.c.coach_id == coach_id, replies.c.person_id == member_id, replies.c.state == "open")
    tx.update(replies, *theirs, coach_id=None)


def forget(tx, person_id) -> None:
    tx.delete(replies, replies.c.person_id == person_id)


def reading_hours(rx) -> ReadingHours:
    said = customs(rx)
    return ReadingHours(tuple(said.read_days), said.read_from, said.read_until)


def _for_coach(rx, coach_id):
    """Of the people they walk with; and what still waits of those whom they meet while their own coach is off."""
    stands_in = time_off.stood_in_for(rx, coach_id, replies.c.person_id, replies.c.coach_id)
    return sa.or_(replies.c.coach_id == coach_id, (replies.c.state == "open") & stands_in)


def _with_nobody(rx):
    is_off = replies.c.coach_id.in_(time_off.coaches_off(rx))
    return is_off & ~time_off.has_cover(rx, replies.c.person_id, replies.c.coach_id)


def _at_desk(rx):
    """Nobody walks with them, or whoever does is not here now and nobody stands in."""
    away = (people.c.organisation == replies.c.organisation, people.c.state.in_(AWAY))
    gone = sa.select(people.c.person_id).where(*away)
    return sa.or_(replies.c.coach_id.is_(None), replies.c.coach_id.in_(gone), _with_nobody(rx))


def _opened(rx, row):
    return dict(row) | {"text": rx.unseal(row["person_id"], row["sealed"], place=PLACE, row=row["id"])}
