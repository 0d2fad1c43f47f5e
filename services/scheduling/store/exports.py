"""Everything kept of one person, table by table. A test walks every table: each is here, or left out for a reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.scheduling.store import contacts, in_the_way
from services.scheduling.store.tables import metadata
from shared.db.reading import Reading
from shared.db.record import Copier, Part, Sealed

TABLES = metadata.tables


SEALED: Mapping[tuple[str, str], Sealed] = {
    ("contacts", "note"): Sealed(contacts.NOTE, "person_id"),
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
    "funder_questions": "person_id",
    "audit": "person_id",
}
OF_SESSION = ("attendance", "attendance_history")
OF_COACH = {
    name: "coach_id"
    for name in ("coaches", "hours", "busy_calendars", "busy_times", "parties", "sessions", "groups", "contacts")
} | {"covers": "coach_id", "cover_asks": "coach_id", "trips": "coach_id"}
EXPORTED = {*OF_MEMBER, *OF_SESSION, "series", "contact_history", *OF_COACH}
# What another person said or did stays theirs; each try is there as a contact, and nothing counts them; no secrets.
WITHHELD = {
    "referrals": {"kept_apart"},
    "contacts": {"recorded_by"},
    "attendance": {"by"},
    "attendance_history": {"by"},
    "contact_history": {"by"},
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
COPIER = Copier(SEALED, WITHHELD)


def everything_of(rx: Reading, person_id: str) -> dict[str, list[dict[str, Any]]]:
    return COPIER.told(rx, _parts(rx, person_id))


def _parts(rx: Reading, person_id: str) -> Iterator[Part]:
    for name, column in OF_MEMBER.items():
        yield Part(TABLES[name], TABLES[name].c[column] == person_id)
    met = _ids(rx, "sessions", "id", person_id)
    for name in OF_SESSION:
        yield Part(TABLES[name], TABLES[name].c.session_id.in_(met))
    noted = _ids(rx, "contacts", "id", person_id, whose="person_id")
    yield Part(TABLES["contact_history"], TABLES["contact_history"].c.contact_id.in_(noted))
    matches = _ids(rx, "parties", "match_id", person_id)
    yield Part(TABLES["series"], TABLES["series"].c.match_id.in_(matches))
    for name, column in OF_COACH.items():
        hidden = frozenset(FOR_A_COACH.get(name, ()))
        yield Part(TABLES[name], TABLES[name].c[column] == person_id, hidden)


def _ids(rx: Reading, name: str, column: str, person_id: str, *, whose: str = "member_id") -> list[str]:
    return [row[column] for row in rx.rows(TABLES[name], TABLES[name].c[whose] == person_id)]
