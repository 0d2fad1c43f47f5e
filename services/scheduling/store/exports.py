"""Everything kept of one person, table by table. A test walks every table: each is here, or left out for a reason."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.scheduling.store import contacts, in_the_way
from services.scheduling.store.tables import metadata
from shared.db.reading import Reading, Row

TABLES = metadata.tables


class Sealed(NamedTuple):
    """Where sealed text stands, and whose key and row it is bound to."""

    place: str
    whose: str
    row: str


SEALED: Mapping[tuple[str, str], Sealed] = {
    ("contacts", "note"): Sealed(contacts.NOTE, "person_id", "id"),
    ("in_the_way", "answers"): Sealed(in_the_way.PLACE, "member_id", "session_id"),
}
OF_MEMBER = {
    "people": "person_id",
    "referrals": "member_id",
    "parties": "member_id",
    "sessions": "member_id",
    "seats": "member_id",
    "holds": "member_id",
    "in_the_way": "member_id",
    "contacts": "person_id",
    "outreach": "member_id",
    "cadences": "member_id",
    "calling_wishes": "person_id",
    "earlier_wishes": "person_id",
    "time_offers": "member_id",
    "calendars": "person_id",
    "audit": "person_id",
}
OF_SESSION = ("attendance", "attendance_history")
OF_COACH = {
    name: "coach_id"
    for name in ("coaches", "hours", "busy_calendars", "busy_times", "parties", "sessions", "groups", "contacts")
} | {"covers": "coach_id", "cover_asks": "coach_id"}
EXPORTED = {*OF_MEMBER, *OF_SESSION, "series", *OF_COACH}
# What another person said or did stays theirs; each try is there as a contact, and nothing counts them; no secrets.
WITHHELD = {
    "referrals": {"kept_apart"},
    "contacts": {"recorded_by"},
    "attendance": {"by"},
    "attendance_history": {"by"},
    "outreach": {"tries", "last_try_at", "cover_id"},
    "calendars": {"secret_hash"},
    "busy_calendars": {"url"},
    "covers": {"claimed_by"},
    "cover_asks": {"not_told"},
    "audit": {"actor", "credential", "position", "number", "link"},
}
_THE_OTHER = {"match_id", "member_id", "referral_id", "series_id"}
FOR_A_COACH = {
    "parties": {"match_id", "member_id"},
    "sessions": _THE_OTHER,
    "contacts": {"person_id", "note", "session_id", "outreach_id"},
}
LEFT_OUT = {
    "engagements": "told as the sessions, seats and holds they are of",
    "freed_times": "told to whoever was offered one",
    "coaches_to_tell": "a note to ourselves",
    "person_keys": "a key, not a record",
}


def everything_of(rx: Reading, person_id: str) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    for table, where, hidden in _parts(rx, person_id):
        rows = rx.rows(table, where, order_by=list(table.primary_key))
        told.setdefault(table.name, []).extend(_told(rx, table, row, hidden) for row in rows)
    return told


def _parts(rx: Reading, person_id: str) -> Iterator[tuple[sa.Table, sa.ColumnElement[bool], set[str]]]:
    for name, column in OF_MEMBER.items():
        yield TABLES[name], TABLES[name].c[column] == person_id, set()
    met = _ids(rx, "sessions", "id", person_id)
    for name in OF_SESSION:
        yield TABLES[name], TABLES[name].c.session_id.in_(met), set()
    yield TABLES["series"], TABLES["series"].c.match_id.in_(_ids(rx, "parties", "match_id", person_id)), set()
    for name, column in OF_COACH.items():
        yield TABLES[name], TABLES[name].c[column] == person_id, FOR_A_COACH.get(name, set())


def _ids(rx: Reading, name: str, column: str, member_id: str) -> list[str]:
    return [row[column] for row in rx.rows(TABLES[name], TABLES[name].c.member_id == member_id)]


def _told(rx: Reading, table: sa.Table, row: Row, hidden: set[str]) -> dict[str, Any]:
    kept = set(row) - {"organisation"} - WITHHELD.get(table.name, set()) - hidden
    return {name: _opened(rx, table.name, name, row) for name in row if name in kept}


def _opened(rx: Reading, table: str, column: str, row: Row) -> Any:
    if (bound := SEALED.get((table, column))) and row[column]:
        return rx.unseal(row[bound.whose], row[column], place=bound.place, row=row[bound.row])
    return row[column]
