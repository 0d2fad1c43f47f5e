"""Where everybody is. The one table whose rows may not overlap."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.scheduling.store import overlap
from services.scheduling.store.tables import engagements
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict

LONGEST = timedelta(days=2)


def alone_with(tx: Transaction, people: Iterable[str]) -> None:
    """PostgreSQL's exclusion constraint deadlocks when two insert at once: so they queue, in one order."""
    for person in sorted(set(people)):
        tx.queue_for(person)


def engage(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Whoever asks and however fast: of two that overlap, one."""
    try:
        tx.insert_many(engagements, rows)
    except sa.exc.IntegrityError as error:
        if not overlap.is_refusal(error):
            raise
        raise Conflict("That time is already taken.", code="taken", nearest=[]) from error


def release(tx: Transaction, session_id: str) -> None:
    tx.delete(engagements, engagements.c.session_id == session_id)


def release_expired(tx: Transaction, people: Sequence[str]) -> None:
    """Holds let go by themselves; these two's rows go before anybody else is let in, the timer takes the rest."""
    tx.delete(engagements, engagements.c.person_id.in_(people), engagements.c.expires_at <= tx.now)


def of_people(rx: Reading, people: Sequence[str], first: datetime, last: datetime) -> Sequence[Row]:
    """Everything that still stands between two instants."""
    return rx.rows(
        engagements,
        engagements.c.person_id.in_(people),
        engagements.c.starts_at > first - LONGEST,
        engagements.c.starts_at < last,
        sa.or_(engagements.c.expires_at.is_(None), engagements.c.expires_at > rx.now),
    )
