from dataclasses import asdict, fields

import sqlalchemy as sa

from services.scheduling.domain.hold import Hold
from services.scheduling.store.tables import engagements, holds
from shared.db.reading import Reading, Row, prepared
from shared.db.transaction import Transaction

OF_MATCH = prepared(sa.select(holds).where(holds.c.match_id == sa.bindparam("match_id")))


def add(tx: Transaction, hold: Hold) -> None:
    tx.insert(holds, **asdict(hold))


def find(rx: Reading, hold_id: str) -> Hold | None:
    row = rx.row(holds, holds.c.id == hold_id)
    return _hold(row) if row else None


def of_match(rx: Reading, match_id: str) -> list[Hold]:
    return [_hold(row) for row in rx.ask_rows(OF_MATCH, match_id=match_id)]


def keep(tx: Transaction, hold: Hold) -> bool:
    """Whether both of them were still kept for it: somebody else's booking may have taken either meanwhile."""
    tx.update(holds, holds.c.id == hold.id, expires_at=hold.expires_at, extended=hold.extended)
    kept = tx.update(engagements, engagements.c.session_id == hold.id, expires_at=hold.expires_at)
    return kept == len(set(hold.people))


def let_go(tx: Transaction, hold: Hold) -> None:
    tx.delete(engagements, engagements.c.session_id == hold.id)
    tx.delete(holds, holds.c.id == hold.id)


def expired(rx: Reading, *, limit: int) -> list[Hold]:
    ripe = rx.rows(holds, holds.c.expires_at <= rx.now, order_by=[holds.c.expires_at], limit=limit)
    return [_hold(row) for row in ripe]


def _hold(row: Row) -> Hold:
    return Hold(**{field.name: row[field.name] for field in fields(Hold)})
