"""What was told outside, of whom, to whom: written once, never changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from services.matching.store.tables_consent import disclosures, legal_requests

PLACE = "disclosures.sealed"
NOTE = "legal_requests.note"
KEPT = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """`told` is sealed: the recipient's name and address, and what it was in words."""

    id: str
    person_id: str
    consent_id: str
    recipient_id: str
    recipient_kind: str
    purpose: str
    data_classes: tuple[str, ...]
    way: str
    at: datetime
    by: str
    told: Mapping[str, Any] = field(default_factory=dict)


FIELDS = [field.name for field in fields(Disclosure) if field.name != "told"]


def add(tx, disclosure: Disclosure) -> None:
    said = asdict(disclosure)
    sealed = tx.seal(disclosure.person_id, said.pop("told"), place=PLACE, row=disclosure.id)
    tx.insert(disclosures, **said | {"data_classes": list(disclosure.data_classes)}, sealed=sealed)


def page(rx, *, person_id, recipient_kind=None, cursor, limit):
    """Of the last three years, the oldest first."""
    of_them = [disclosures.c.person_id == person_id, disclosures.c.at > rx.now - KEPT]
    if recipient_kind:
        of_them.append(disclosures.c.recipient_kind == recipient_kind)
    rows, following = rx.page(disclosures, *of_them, by=[disclosures.c.at, disclosures.c.id], after=cursor, limit=limit)
    return [_disclosure(rx, row) for row in rows], following


def keep_legal_request(tx, *, id, person_id, kind, received_at, note) -> None:
    """Of somebody we know it is sealed with their key; else nothing but that it came is kept."""
    sealed = tx.seal(person_id, note, place=NOTE, row=id) if note and person_id else None
    who = {"made_at": tx.now, "made_by": tx.actor.person}
    tx.insert(legal_requests, id=id, person_id=person_id, kind=kind, received_at=received_at, note=sealed, **who)


def _disclosure(rx, row) -> Disclosure:
    told = rx.unseal(row["person_id"], row["sealed"], place=PLACE, row=row["id"]) or {}
    parts = {name: row[name] for name in FIELDS} | {"data_classes": tuple(row["data_classes"])}
    return Disclosure(**parts, told=told)
