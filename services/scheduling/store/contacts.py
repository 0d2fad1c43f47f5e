from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.scheduling.domain.contact import REACHED, Contact
from services.scheduling.store.care_tables import contact_history, contacts
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339

LONGEST = timedelta(days=1)
NOTE = "contacts.note"
KEPT = ("kind", "modality", "outcome", "started_by", "place_id", "funding")


def add(tx: Transaction, contact: Contact, *, note: str | None) -> None:
    """The note is sealed for the person it is about."""
    sealed = tx.seal(contact.person_id, note, place=NOTE, row=contact.id) if note and contact.person_id else None
    tx.insert(contacts, **asdict(contact) | {"support": list(contact.support)}, note=sealed)


def find(rx: Reading, contact_id: str) -> tuple[Contact, str | None] | None:
    row = rx.row(contacts, contacts.c.id == contact_id)
    return (_contact(row), _note(rx, row)) if row else None


def correct(tx: Transaction, before: Contact, after: Contact, *, note: str | None, is_new: bool) -> None:
    """Of two who correct one version, the second is told. A note that stands is left as it is sealed."""
    _remember(tx, before)
    said: dict[str, Any] = asdict(after) | {"support": list(after.support)}
    if is_new:
        whose = after.person_id
        said["note"] = tx.seal(whose, note, place=NOTE, row=after.id) if note and whose else None
    if not tx.update(contacts, contacts.c.id == after.id, contacts.c.version == before.version, **said):
        raise Conflict("Somebody changed this just now. Please look again.", code="changed_meanwhile")


def forget(tx: Transaction, contact: Contact) -> None:
    """With all that it was before it was put right."""
    tx.delete(contact_history, contact_history.c.contact_id == contact.id)
    tx.delete(contacts, contacts.c.id == contact.id)


def history(rx: Reading, contact_id: str) -> Sequence[Row]:
    return rx.rows(contact_history, contact_history.c.contact_id == contact_id, order_by=[contact_history.c.id])


def last_in_touch(rx: Reading, person_id: str) -> datetime | None:
    heard = sa.or_(contacts.c.outcome.in_(REACHED), contacts.c.started_by == "person")
    (row,) = rx.query(sa.select(sa.func.max(contacts.c.at).label("at")).where(contacts.c.person_id == person_id, heard))
    return row["at"]  # type: ignore[no-any-return]


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


def _remember(tx: Transaction, contact: Contact) -> None:
    """Of the person only the contact's own row tells, so that forgetting them is forgetting them here too."""
    before = {name: getattr(contact, name) for name in KEPT}
    before |= {"at": rfc3339(contact.at), "minutes": contact.minutes, "support": list(contact.support)}
    told = {"contact_id": contact.id, "before": before}
    tx.insert(contact_history, id=new_id(), **told, changed_at=tx.now, by=tx.actor.person)


def _note(rx: Reading, row: Row) -> str | None:
    """None as well when the person was erased since."""
    return row["note"] and rx.unseal(row["person_id"], row["note"], place=NOTE, row=row["id"])


def _contact(row: Row) -> Contact:
    facts: dict[str, Any] = {field.name: row[field.name] for field in fields(Contact)}
    return Contact(**facts | {"support": tuple(row["support"])})
