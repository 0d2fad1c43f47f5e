"""A copy of everything scheduling keeps of somebody, for themselves."""

from datetime import datetime
from typing import Any

from services.scheduling.actions.access import own_person
from services.scheduling.store import exports
from shared.db.transaction import Transaction
from shared.kernel.times import rfc3339


def export(tx: Transaction, person_id: str) -> dict[str, Any]:
    """Complete: every table that knows them, as plain as JSON can carry it."""
    own_person(tx, person_id)
    told = exports.everything_of(tx, person_id)
    tx.audit("export", person_id=person_id)
    return {"person_id": person_id, "made_at": rfc3339(tx.now), "parts": _plain(told)}


def _plain(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {name: _plain(value) for name, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_plain(value) for value in thing]
    return rfc3339(thing) if isinstance(thing, datetime) else thing
