"""Where everybody is. The one table whose rows may not overlap."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.scheduling.store import overlap
from services.scheduling.store.tables import engagements
from shared.db.changes import Change
from shared.db.columns import Instant, Seconds
from shared.db.questions import Among
from shared.db.reading import Reading, prepared
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict

LONGEST = timedelta(days=2)


class Engaged(NamedTuple):
    """One stretch of somebody's time, in seconds since 1970."""

    person_id: str
    session_id: str
    part: str
    meets: int
    start: int
    end: int


_own = engagements.c
STANDING = prepared(
    sa.select(
        *(_own.person_id, _own.session_id, _own.part),
        *(sa.type_coerce(instant, Seconds) for instant in (_own.meets_at, _own.starts_at, _own.ends_at)),
    ).where(
        Among(_own.person_id, "people"),
        _own.starts_at > sa.bindparam("after", type_=Instant),
        _own.starts_at < sa.bindparam("before", type_=Instant),
        sa.or_(_own.expires_at.is_(None), _own.expires_at > sa.bindparam("now", type_=Instant)),
    )
)

RUN_OUT = Change(
    engagements.delete().where(Among(_own.person_id, "people"), _own.expires_at <= sa.bindparam("now", type_=Instant))
)


def alone_with(tx: Transaction, people: Iterable[str]) -> bool:
    """PostgreSQL's exclusion constraint deadlocks when two insert at once: so they queue, in one order.

    Whether there was a queue, so that what was read before may be old. SQLite has one writer from the beginning.
    """
    for person in sorted(set(people)):
        tx.queue_for(person)
    return tx.queues


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


def release_one(tx: Transaction, session_id: str, person_id: str) -> None:
    tx.delete(engagements, engagements.c.session_id == session_id, engagements.c.person_id == person_id)


def release_expired(tx: Transaction, people: Sequence[str]) -> None:
    """Holds let go by themselves; these two's rows go before anybody else is let in, the timer takes the rest."""
    tx.make(RUN_OUT, people=people, now=tx.now)


def of_people(rx: Reading, people: Sequence[str], first: datetime, last: datetime) -> list[Engaged]:
    """Everything that still stands between two instants, in whole seconds: there may be thousands."""
    found = rx.ask(STANDING, people=people, after=first - LONGEST, before=last, now=rx.now)
    return list(map(Engaged._make, found))
