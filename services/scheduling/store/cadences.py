"""How often two agreed to be in touch, and what people said about being called."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.scheduling.domain.parties import Parties
from services.scheduling.store.care_tables import cadences, calling_wishes
from services.scheduling.store.tables import parties
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction


def agree(tx: Transaction, pair: Parties) -> None:
    """From now on as agreed; a change moves the day by the difference."""
    own = cadences.c.match_id == pair.match_id
    known = tx.row(cadences, own)
    days = timedelta(days=pair.cadence_days)
    if known is None:
        agreed = {"match_id": pair.match_id, "member_id": pair.member_id, "every_days": pair.cadence_days}
        tx.insert(cadences, **agreed, reach_at=tx.now + days)
    elif known["every_days"] != pair.cadence_days:
        reach_at = known["reach_at"] - timedelta(days=known["every_days"]) + days
        tx.update(cadences, own, every_days=pair.cadence_days, reach_at=reach_at)


def forget(tx: Transaction, match_id: str) -> None:
    tx.delete(cadences, cadences.c.match_id == match_id)


def not_agreed_yet(rx: Reading, *, limit: int) -> list[str]:
    """Matches heard before cadences were kept."""
    ids = sa.select(parties.c.match_id).outerjoin(cadences, cadences.c.match_id == parties.c.match_id)
    without = ids.where(cadences.c.match_id.is_(None), parties.c.state.in_(("active", "paused"))).limit(limit)
    own = without.where(parties.c.organisation == rx.actor.organisation)
    return [row["match_id"] for row in rx.rows(parties, parties.c.match_id.in_(own))]


def due(rx: Reading, *, limit: int) -> list[str]:
    ripe = rx.rows(cadences, cadences.c.reach_at <= rx.now, order_by=[cadences.c.reach_at], limit=limit)
    return [row["match_id"] for row in ripe]


def heard_from(tx: Transaction, member_id: str, at: datetime) -> None:
    """Any contact counts, with whomever; one remembered late does not take the day back."""
    for row in tx.rows(cadences, cadences.c.member_id == member_id):
        later = at + timedelta(days=row["every_days"])
        if later > row["reach_at"]:
            look_again(tx, row["match_id"], later)


def not_heard_from(tx: Transaction, member_id: str, *, slip: datetime, last: datetime | None) -> None:
    """Where a slip moved the day on, it is where the last contact before it puts it; another day stands."""
    for row in tx.rows(cadences, cadences.c.member_id == member_id):
        every = timedelta(days=row["every_days"])
        if row["reach_at"] == slip + every:
            look_again(tx, row["match_id"], max(last + every if last else tx.now, tx.now))


def look_again(tx: Transaction, match_id: str, at: datetime) -> None:
    tx.update(cadences, cadences.c.match_id == match_id, reach_at=at)


def wishes(rx: Reading, person_id: str) -> Row | None:
    return rx.row(calling_wishes, calling_wishes.c.person_id == person_id)


def wish(tx: Transaction, person_id: str, **said: Any) -> None:
    if not tx.update(calling_wishes, calling_wishes.c.person_id == person_id, **said):
        tx.insert(calling_wishes, person_id=person_id, **said)
