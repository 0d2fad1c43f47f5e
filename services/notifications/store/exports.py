"""Everything kept of one person, table by table. A test walks every table: each is here, or left out for a reason."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from services.notifications.store import contact_points, contents, replies
from services.notifications.store.tables import metadata
from shared.db.reading import Reading
from shared.db.record import Copier, Part, Sealed

TABLES = metadata.tables
SEALED: Mapping[tuple[str, str], Sealed] = {
    ("contact_points", "sealed"): Sealed(contact_points.PLACE, "person_id"),
    ("contents", "sealed"): Sealed(contents.PLACE, "person_id", "message_id"),
    ("replies", "sealed"): Sealed(replies.PLACE, "person_id"),
}
OF_A_PERSON = ("people", "preferences", "contact_points", "seats", "messages", "links", "codes")
OF_A_PERSON += ("causes", "replies", "calls", "audit")
EXPORTED = {*OF_A_PERSON, "contents", "attempts", "opt_outs"}
# No marks, by which an address or a secret is found again; no process of ours; nobody who did their work; no count.
WITHHELD = {
    "contact_points": {"mark"},
    "opt_outs": {"mark"},
    "links": {"token_mark"},
    "codes": {"mark"},
    "messages": {"claimed_by", "lease_until"},
    "attempts": {"sender"},
    "replies": {"handled_by"},
    "calls": {"coach_id", "closed_by", "tries"},
    "audit": {"actor", "credential", "position", "number", "link"},
}
LEFT_OUT = {
    "matches": "matching tells them",
    "offers": "matching tells them",
    "emergencies": "matching tells them, with why",
    "sessions": "scheduling tells them",
    "time_off": "scheduling tells it",
    "wordings": "what the organisation says, to everybody",
    "person_keys": "a key, not a record",
}
COPIER = Copier(SEALED, WITHHELD)


def everything_of(rx: Reading, person_id: str) -> dict[str, list[dict[str, object]]]:
    return COPIER.told(rx, _parts(rx, person_id))


def _parts(rx: Reading, person_id: str) -> Iterator[Part]:
    for name in OF_A_PERSON:
        yield Part(TABLES[name], TABLES[name].c.person_id == person_id)
    marks = [row["mark"] for row in rx.rows(TABLES["contact_points"], _theirs("contact_points", person_id))]
    yield Part(TABLES["opt_outs"], TABLES["opt_outs"].c.mark.in_(marks))
    sent = {row["id"]: row["audience"] for row in rx.rows(TABLES["messages"], _theirs("messages", person_id))}
    yield Part(TABLES["attempts"], TABLES["attempts"].c.message_id.in_(list(sent)))
    yield from _said(person_id, [id for id, audience in sent.items() if audience == "member"])


def _said(person_id: str, as_member: list[str]) -> Iterator[Part]:
    """What was said at work may name whom they walk with: that it was said is theirs, the words are not."""
    said = TABLES["contents"].c
    yield Part(TABLES["contents"], sa.and_(said.person_id == person_id, said.message_id.in_(as_member)))
    at_work = sa.and_(said.person_id == person_id, said.message_id.not_in(as_member))
    yield Part(TABLES["contents"], at_work, frozenset({"sealed"}))


def _theirs(name: str, person_id: str) -> sa.ColumnElement[bool]:
    return TABLES[name].c.person_id == person_id
