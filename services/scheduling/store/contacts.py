from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.domain.contact import Contact
from services.scheduling.store.care_tables import contacts
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction

LONGEST = timedelta(days=1)
NOTE = "contacts.note"


def add(tx: Transaction, contact: Contact, *, note: str | None) -> None:
    """The note is sealed for the person it is about."""
    sealed = tx.seal(contact.person_id, note, place=NOTE, row=contact.id) if note and contact.person_id else None
    tx.insert(contacts, **asdict(contact) | {"support": list(contact.support)}, note=sealed)


def of_session(rx: Reading, session_id: str) -> Contact | None:
    row = rx.row(contacts, contacts.c.session_id == session_id)
    return _contact(row) if row else None


def of_meeting(rx: Reading, session_id: str) -> list[Contact]:
    return [_contact(row) for row in rx.rows(contacts, contacts.c.group_session_id == session_id)]


def forget_meeting(tx: Transaction, session_id: str) -> None:
    tx.delete(contacts, contacts.c.group_session_id == session_id)


def groups_of(rx: Reading, person_id: str, first: datetime, last: datetime) -> list[Contact]:
    """Groups that somebody came to."""
    came = contacts.c.person_id == person_id, contacts.c.group_session_id.is_not(None)
    return [_contact(row) for row in rx.rows(contacts, *came, contacts.c.at >= first, contacts.c.at < last)]


def of_outreach(rx: Reading, ids: Sequence[str]) -> dict[str, list[Contact]]:
    found: dict[str, list[Contact]] = {id: [] for id in ids}
    for row in rx.rows(contacts, contacts.c.outreach_id.in_(ids), order_by=[contacts.c.at, contacts.c.id]):
        found[row["outreach_id"]].append(_contact(row))
    return found


def overlapping(rx: Reading, coach_id: str, first: datetime, last: datetime) -> list[Contact]:
    """What the same coach wrote down for some of the same time."""
    during = contacts.c.at > first - LONGEST, contacts.c.at < last, contacts.c.ends_at > first
    return [_contact(row) for row in rx.rows(contacts, contacts.c.coach_id == coach_id, *during)]


def page(
    rx: Reading, *, first: datetime | None, last: datetime | None, after: str | None, limit: int, **asked: str | None
) -> tuple[list[tuple[Contact, str | None]], str | None]:
    """In the order in which they happened, each with its note."""
    where = [contacts.c[name] == value for name, value in asked.items() if value is not None]
    where += [contacts.c.at >= first] if first else []
    where += [contacts.c.at < last] if last else []
    rows, following = rx.page(contacts, *where, by=(contacts.c.at, contacts.c.id), after=after, limit=limit)
    rx.keys_for([row["person_id"] for row in rows if row["note"]])
    return [(_contact(row), _note(rx, row)) for row in rows], following


def everything(rx: Reading) -> list[Contact]:
    return [_contact(row) for row in rx.rows(contacts, order_by=[contacts.c.at])]


def _note(rx: Reading, row: Row) -> str | None:
    """None as well when the person was erased since."""
    return row["note"] and rx.unseal(row["person_id"], row["note"], place=NOTE, row=row["id"])


def _contact(row: Row) -> Contact:
    facts: dict[str, Any] = {field.name: row[field.name] for field in fields(Contact)}
    return Contact(**facts | {"support": tuple(row["support"])})
