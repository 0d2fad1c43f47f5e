"""A copy of everything notifications keeps of somebody, for themselves."""

from services.notifications.actions.access import NO_SUCH_PERSON, check_may_change
from services.notifications.store import exports, people
from shared.db.record import plain
from shared.kernel.errors import NotFound
from shared.kernel.times import rfc3339


def export(tx, person_id):
    """Complete: every table that knows them, their addresses and what was said to them included."""
    check_may_change(tx, person_id)
    if people.find(tx, person_id) is None:
        raise NotFound(NO_SUCH_PERSON)
    told = exports.everything_of(tx, person_id)
    tx.audit("export", person_id=person_id)
    return {"person_id": person_id, "made_at": rfc3339(tx.now), "parts": plain(told)}
