"""Whom a person should ring, because no message gets there."""

import sqlalchemy as sa

from services.notifications.store.reply_tables import calls
from shared.kernel.ids import new_id


def find(rx, call_id):
    return rx.row(calls, calls.c.id == call_id)


def add(tx, **told) -> str:
    id = new_id()
    tx.insert(calls, id=id, state="open", tries=0, opened_at=tx.now, **told)
    return id


def open_for(rx, person_id):
    """One at a time: whoever rings says all there is to say."""
    return rx.row(calls, calls.c.person_id == person_id, calls.c.state == "open")


def keep(tx, call_id, **told) -> bool:
    """Whether it was still open."""
    return bool(tx.update(calls, calls.c.id == call_id, calls.c.state == "open", **told))


def close_for(tx, person_id, *, outcome, contact_id=None) -> int:
    """`contact_id`: because of what was written down of it."""
    mine = (calls.c.person_id == person_id, calls.c.state == "open")
    return tx.update(calls, *mine, state="done", outcome=outcome, closed_at=tx.now, closed_for=contact_id)


def closed_for(rx, contact_id):
    return rx.row(calls, calls.c.closed_for == contact_id)


def closed_for_contacts(rx, person_id, *, after, until=None):
    """Those opened in this time that a contact has ended."""
    theirs = (calls.c.person_id == person_id, calls.c.state == "done", calls.c.closed_for.is_not(None))
    return rx.rows(calls, *theirs, calls.c.opened_at > after, calls.c.opened_at <= (until or rx.now))


def say_closed_for(tx, call_id, contact_id) -> None:
    tx.update(calls, calls.c.id == call_id, closed_for=contact_id)


def reopen(tx, call_id, *, coach_id) -> None:
    """For whoever walks with them today."""
    again = {"state": "open", "outcome": None, "closed_at": None, "closed_for": None}
    tx.update(calls, calls.c.id == call_id, coach_id=coach_id, **again)


def page(rx, *, coach_id=None, state=None, person_id=None, after, limit):
    wanted: list[sa.ColumnElement[bool]] = [calls.c.coach_id == coach_id] if coach_id else []
    wanted += [calls.c.state == state] if state else []
    wanted += [calls.c.person_id == person_id] if person_id else []
    return rx.page(calls, *wanted, by=(calls.c.due_at, calls.c.id), after=after, limit=limit)


def forget(tx, person_id) -> None:
    tx.delete(calls, calls.c.person_id == person_id)
