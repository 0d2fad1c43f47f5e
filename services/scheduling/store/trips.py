"""Who is on the road alone. One row for each of them, and none once they are back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from services.scheduling.domain.trip import Trip
from services.scheduling.store.care_tables import trips
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction

PARTS = tuple(Trip.__dataclass_fields__)


def of_coach(rx: Reading, coach_id: str) -> Trip | None:
    row = rx.row(trips, trips.c.coach_id == coach_id)
    return _trip(row) if row else None


def under_way(rx: Reading) -> list[Trip]:
    """Who should be back first, first."""
    return [_trip(row) for row in rx.rows(trips, order_by=[trips.c.back_by, trips.c.id])]


def gone_by(rx: Reading, now: datetime, *, limit: int) -> Sequence[Trip]:
    """Not back, and nobody knows yet."""
    found = rx.rows(trips, trips.c.state == "out", trips.c.back_by <= now, order_by=[trips.c.back_by], limit=limit)
    return [_trip(row) for row in found]


def add(tx: Transaction, trip: Trip) -> None:
    tx.insert(trips, **asdict(trip))


def keep(tx: Transaction, trip: Trip) -> bool:
    """Not if somebody said something of it meanwhile."""
    told = {"back_by": trip.back_by, "state": trip.state, "version": trip.version}
    return bool(tx.update(trips, trips.c.id == trip.id, trips.c.version == trip.version - 1, **told))


def forget(tx: Transaction, coach_id: str) -> None:
    tx.delete(trips, trips.c.coach_id == coach_id)


def _trip(row: Row) -> Trip:
    return Trip(**{name: row[name] for name in PARTS})
