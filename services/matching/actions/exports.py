"""A copy of everything we keep of somebody, for themselves."""

from typing import Any

from services.matching.actions.seen import own_or_overseen, who_has_seen
from services.matching.store import exports
from shared.db.record import plain
from shared.kernel.times import rfc3339

SEEN_AT_MOST = 1000


def export(tx, person_id) -> dict[str, Any]:
    """Complete: every table that knows them, as plain as JSON can carry it."""
    own_or_overseen(tx, person_id)
    told = exports.everything_of(tx, person_id)
    told["seen_by"], _ = who_has_seen(tx, person_id, cursor=None, limit=SEEN_AT_MOST)
    tx.audit("export", person_id=person_id)
    return {"person_id": person_id, "made_at": rfc3339(tx.now), "parts": plain(told)}
