"""Who reads their sessions in a calendar of their own. Of the secret in its address only a hash is kept."""

from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from services.scheduling.store.tables import calendars
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction


def add(tx: Transaction, *, id: str, person_id: str, secret: str) -> None:
    tx.insert(calendars, id=id, person_id=person_id, secret_hash=_hash(secret), made_at=tx.now)


def find(rx: Reading, calendar_id: str) -> Row | None:
    return rx.row(calendars, calendars.c.id == calendar_id)


def forget(tx: Transaction, calendar_id: str) -> None:
    tx.delete(calendars, calendars.c.id == calendar_id)


def whose(desk: Desk, secret: str) -> Any:
    """The person and their organisation: whoever holds the secret need not say which."""
    wanted = sa.select(calendars.c.person_id, calendars.c.organisation).where(calendars.c.secret_hash == _hash(secret))
    with for_reading(desk.engine) as connection:
        return connection.execute(wanted).first()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
