from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from services.notifications.store.tables import links
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.kernel.ids import new_id


def mark(token: str) -> str:
    """128 random bits need no salt: only who has the link can find the row."""
    return sha256(token.encode()).hexdigest()


def row_for(token: str, **told) -> dict[str, Any]:
    """All columns, said or not: rows of one kind are kept together."""
    unsaid = dict.fromkeys(("session_id", "sequence", "version", "match_id", "time_id", "redeemed_at"))
    return {"id": new_id(), "token_mark": mark(token)} | unsaid | told


def keep(tx, rows: Sequence[dict[str, Any]]) -> None:
    """Many at once: a batch of messages carries many links."""
    tx.insert_many(links, rows)


def organisation_of(desk: Desk, token: str) -> str | None:
    """Who holds a link is not asked where they belong: the link says it. All else is read as that organisation."""
    whose = sa.select(links.c.organisation).where(links.c.token_mark == mark(token))
    with for_reading(desk.engine) as connection:
        return connection.execute(whose).scalar()


def find(rx, token: str):
    return rx.row(links, links.c.token_mark == mark(token))


def redeemed(tx, link_id) -> None:
    tx.update(links, links.c.id == link_id, redeemed_at=tx.now)


def booked(tx, link_id, session_id) -> None:
    tx.update(links, links.c.id == link_id, session_id=session_id)


def forget(tx, person_id) -> None:
    tx.delete(links, links.c.person_id == person_id)
