"""A copy of everything scheduling keeps of somebody, for themselves."""

from typing import Any

from services.scheduling.actions.access import own_person
from services.scheduling.store import exports
from shared.db.record import plain
from shared.db.transaction import Transaction
from shared.kernel.times import rfc3339


def export(tx: Transaction, person_id: str) -> dict[str, Any]:
    """Complete: every table that knows them, as plain as JSON can carry it."""
    own_person(tx, person_id)
    told = exports.everything_of(tx, person_id)
    tx.audit("export", person_id=person_id)
    return {"person_id": person_id, "made_at": rfc3339(tx.now), "parts": plain(told)}
