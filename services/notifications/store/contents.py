"""What was said, sealed, for as long as the organisation keeps it; that it was said stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.notifications.domain.ways import HERE
from services.notifications.store.flow_tables import contents
from services.notifications.store.tables import messages
from shared.db.changes import Change
from shared.db.sealing import seal

PLACE = "contents.sealed"
A_BATCH = 1000
_b = sa.bindparam
_SAID = {"sealed": _b("b_sealed"), "wording": _b("b_wording"), "at": _b("b_at")}
AGAIN = Change(contents.update().where(contents.c.message_id == _b("b_id")).values(_SAID))
FIRST = Change(contents.insert().values(message_id=_b("b_id"), person_id=_b("b_person"), **_SAID))


def sealed(key: bytes, message_id, words: Mapping[str, Any]) -> str:
    """By the person's own key."""
    return seal(key, words, place=PLACE, row=message_id)


def keep(tx, message_id, *, person_id, sealed: str, wording, again: bool = True) -> None:
    """Said again, it is what was said last."""
    told = {"b_id": message_id, "b_sealed": sealed, "b_wording": wording, "b_at": tx.now}
    if not (again and tx.make(AGAIN, **told)):
        tx.make(FIRST, **told, b_person=person_id)


def of(rx, message_id) -> dict[str, Any] | None:
    row = rx.row(contents, contents.c.message_id == message_id)
    words = row and rx.unseal(row["person_id"], row["sealed"], place=PLACE, row=message_id)
    return words and dict(words) | {"wording": row["wording"]}


def page(rx, person_id, *, unread: bool, channel: str | None, after, limit):
    """The newest last, as a page of a list is; each with its words."""
    wanted = [contents.c.person_id == person_id] + ([contents.c.read_at.is_(None)] if unread else [])
    wanted += [contents.c.message_id.in_(_said_by(person_id, channel))] if channel else []
    rows, next = rx.page(contents, *wanted, by=(contents.c.at, contents.c.message_id), after=after, limit=limit)
    about = {row["id"]: row for row in rx.rows(messages, messages.c.id.in_([row["message_id"] for row in rows]))}
    return [_item(rx, row, about[row["message_id"]]) for row in rows], next


def item(rx, message_id, person_id) -> dict[str, Any] | None:
    row = rx.row(contents, contents.c.message_id == message_id, contents.c.person_id == person_id)
    return row and _item(rx, row, rx.row(messages, messages.c.id == message_id))


def read(tx, message_id, person_id) -> None:
    mine = (contents.c.message_id == message_id, contents.c.person_id == person_id, contents.c.read_at.is_(None))
    tx.update(contents, *mine, read_at=tx.now)


def purge(tx, *, before: datetime) -> int:
    """What came by no other way, is new and still of use, waits until somebody looks."""
    old = _old(tx, before)
    return tx.delete(contents, contents.c.message_id.in_(old)) if old else 0


def _said_by(person_id, channel: str) -> sa.Select[Any]:
    theirs = (messages.c.organisation == contents.c.organisation, messages.c.person_id == person_id)
    return sa.select(messages.c.id).where(*theirs, messages.c.channel == channel)


def _old(rx, before: datetime) -> list[str]:
    waits = sa.and_(contents.c.read_at.is_(None), contents.c.message_id.in_(_still_of_use(rx.now)))
    return [row["message_id"] for row in rx.rows(contents, contents.c.at < before, ~waits, limit=A_BATCH)]


def _still_of_use(now: datetime) -> sa.Select[Any]:
    here = (messages.c.organisation == contents.c.organisation, messages.c.channel == HERE)
    return sa.select(messages.c.id).where(*here, messages.c.id == contents.c.message_id, messages.c.useless_after > now)


def forget(tx, person_id) -> None:
    tx.delete(contents, contents.c.person_id == person_id)


def _item(rx, row, about) -> dict[str, Any]:
    words = rx.unseal(row["person_id"], row["sealed"], place=PLACE, row=row["message_id"]) or {}
    told = {name: about[name] for name in ("kind", "channel", "session_id", "offer_id")}
    told["language"] = row["wording"].partition("-")[0]
    return {"id": row["message_id"], "at": row["at"], "read_at": row["read_at"]} | told | words
