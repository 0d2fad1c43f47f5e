"""Back by four; ring me if I have not said so. Nobody watches: it holds only what a coach said of themselves."""

from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import own_coach
from services.scheduling.domain.trip import Trip, require_soon
from services.scheduling.store import heard, hours, trips
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id

Shown = dict[str, Any]
BATCH = 100
A_WEEK = timedelta(days=7)


def say_back_by(tx: Transaction, coach_id: str, *, back_by: datetime) -> Shown:
    """Said again, it takes longer, or less long."""
    _know(tx, coach_id)
    require_soon(back_by, tx.now)
    alone_with(tx, [coach_id])
    before = trips.of_coach(tx, coach_id)
    if before is None:
        trips.add(tx, Trip(new_id(), coach_id, back_by))
    else:
        trips.keep(tx, longer := before.until(back_by))
        _nobody_needs_to_ring(tx, before, longer)
    return trip_seen(tx, coach_id)


def be_back(tx: Transaction, coach_id: str, *, back_by: datetime | None = None) -> Shown:
    """Whoever is back already is back. With `back_by`, from that trip alone: another may have begun meanwhile."""
    _know(tx, coach_id)
    alone_with(tx, [coach_id])
    before = trips.of_coach(tx, coach_id)
    if before and back_by not in (None, before.back_by):
        raise Conflict("Meanwhile they said another time. Please look again.", code="other_trip")
    if before:
        _end(tx, before)
    return trip_seen(tx, coach_id)


def wait_no_longer(tx: Transaction, coach_id: str) -> None:
    """They have left or died: nobody is to ring them."""
    alone_with(tx, [coach_id])
    if before := trips.of_coach(tx, coach_id):
        _end(tx, before)


def trip_seen(rx: Reading, coach_id: str) -> Shown:
    _know(rx, coach_id)
    trip = trips.of_coach(rx, coach_id)
    return _show(trip) if trip else {"coach_id": coach_id, "back_by": None, "state": "back"}


def trips_seen(rx: Reading) -> list[Shown]:
    return [_show(trip) for trip in trips.under_way(rx)]


def ask_to_ring(tx: Transaction) -> int:
    """A supervisor hears of who is not back; of who has left or died, nobody is asked to ring them, and after a week of
    nobody. Read again after the wait: a coach may have said something meanwhile.
    """
    coaches = {trip.coach_id for trip in _not_back(tx)}
    alone_with(tx, coaches)
    found = [trip for trip in _not_back(tx) if trip.coach_id in coaches]
    gone = heard.gone(tx, [trip.coach_id for trip in found])
    for trip in found:
        if trip.state == "late" or trip.coach_id in gone:
            _end(tx, trip)
        else:
            trips.keep(tx, late := trip.too_late())
            _tell(tx, "trip.late", late)
    return len(found)


def _not_back(rx: Reading) -> list[Trip]:
    return trips.gone_by(rx, rx.now, limit=BATCH) + trips.late_since(rx, rx.now - A_WEEK, limit=BATCH)


def _know(rx: Reading, coach_id: str) -> None:
    own_coach(rx, coach_id)
    if not (heard.is_known(rx, coach_id) or hours.find(rx, coach_id)):
        raise NotFound("We have no such coach.")


def _end(tx: Transaction, trip: Trip) -> None:
    trips.forget(tx, trip.coach_id)
    _nobody_needs_to_ring(tx, trip, trip.over())


def _nobody_needs_to_ring(tx: Transaction, before: Trip, now: Trip) -> None:
    if before.state == "late":
        _tell(tx, "trip.over", now)


def _tell(tx: Transaction, type: str, trip: Trip) -> None:
    data = {"trip_id": trip.id, "coach_id": trip.coach_id, "back_by": trip.back_by, "state": trip.state}
    tx.emit(type, subject=trip.id, key=trip.coach_id, version=trip.version, data=data)


def _show(trip: Trip) -> Shown:
    return {"coach_id": trip.coach_id, "back_by": trip.back_by, "state": trip.state}
