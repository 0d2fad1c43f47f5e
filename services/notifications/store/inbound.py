"""What came in: each thing counted once, however often it is delivered."""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa

from services.notifications.store.reply_tables import inbound, receipts
from services.notifications.store.tables import contact_points, messages
from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading


def key_of(provider: str, id: str) -> str:
    return sha256(f"{provider}\n{id}".encode()).hexdigest()


def is_new(tx, key: str, *, meaning: str) -> bool:
    return tx.insert_if_absent(inbound, key=key, meaning=meaning, at=tx.now)


def is_new_receipt(tx, key: str, **told) -> bool:
    return tx.insert_if_absent(receipts, key=key, at=tx.now, **told)


def all_organisations(desk: Desk) -> Sequence[str]:
    """Whoever writes to us does not say where they belong: each organisation is asked by itself."""
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation)).scalars())


def organisation_of_message(desk: Desk, message_id: str) -> str | None:
    """A receipt names a message and nothing else."""
    with for_reading(desk.engine) as connection:
        return connection.execute(sa.select(messages.c.organisation).where(messages.c.id == message_id)).scalar()


def reached_at(rx, mark: str) -> Sequence:
    """Every contact point with this number, whoever's it is."""
    theirs = (contact_points.c.kind == "sms", contact_points.c.mark == mark)
    return rx.rows(contact_points, *theirs, order_by=(contact_points.c.id,))


def last_said_to(rx, contact_point_ids: Sequence[str]):
    """The last text that asked something of whoever reads this number."""
    asked = (messages.c.contact_point_id.in_(contact_point_ids), messages.c.channel == "sms")
    asked += (messages.c.session_id.is_not(None), messages.c.state.in_(("handed_over", "ambiguous")))
    rows = rx.rows(messages, *asked, order_by=(messages.c.handed_over_at.desc(), messages.c.due_at.desc()), limit=1)
    return next(iter(rows), None)
