"""Who is on the road alone. One row for each of them, and none once they are back."""

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


def gone_by(rx: Reading, now: datetime, *, limit: int) -> list[Trip]:
    """Not back, and nobody knows yet."""
    return _due(rx, "out", now, limit)


def late_since(rx: Reading, then: datetime, *, limit: int) -> list[Trip]:
    """Not back, and somebody was asked to ring them."""
    return _due(rx, "late", then, limit)


def _due(rx: Reading, state: str, by: datetime, limit: int) -> list[Trip]:
    found = rx.rows(trips, trips.c.state == state, trips.c.back_by <= by, order_by=[trips.c.back_by], limit=limit)
    return [_trip(row) for row in found]


def add(tx: Transaction, trip: Trip) -> None:
    tx.insert(trips, **asdict(trip))


def keep(tx: Transaction, trip: Trip) -> None:
    tx.update(trips, trips.c.id == trip.id, back_by=trip.back_by, state=trip.state, version=trip.version)


def forget(tx: Transaction, coach_id: str) -> None:
    tx.delete(trips, trips.c.coach_id == coach_id)


def _trip(row: Row) -> Trip:
    return Trip(**{name: row[name] for name in PARTS})
