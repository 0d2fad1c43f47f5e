"""Another place instead of one: in hours, and in what two people have agreed on."""

from typing import Any

from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.places import place_seen, require_listed, who_names_it
from services.scheduling.actions.telling import AS_TOLD, tell_session
from services.scheduling.domain.session import Session
from services.scheduling.store import hours, sessions
from services.scheduling.store.engagements import alone_with
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid

SAME = "This is the place itself. Please choose another."


def replace_place(tx: Transaction, place_id: str, *, instead: str) -> dict[str, Any]:
    """Whoever is to be there hears of it. A group's meetings stay: whoever leads it knows its room.

    What named it before the wait and after is changed; what only came in meanwhile is left to be listed.
    """
    place_seen(tx, place_id)
    if instead == place_id:
        raise Invalid("Some fields need another look.", errors={"place_id": [SAME]})
    require_listed(tx, {"place_id": instead})
    coaches, ahead = hours.who_meets_at(tx, place_id), _of_two(tx, place_id)
    people = {*coaches, *(person for session in ahead for person in session.people)}
    alone_with(tx, people)
    coaches = [coach_id for coach_id in hours.who_meets_at(tx, place_id) if coach_id in people]
    for coach_id in coaches:
        if row := hours.find(tx, coach_id):
            hours.keep(tx, coach_id, hours.with_place(row["document"], place_id, instead=instead))
    ahead = [session for session in _of_two(tx, place_id) if people.issuperset(session.people)]
    for session in ahead:
        changed = session.meeting_at(instead)
        sessions.keep(tx, changed)
        tell_session(tx, f"session.{AS_TOLD.get(changed.state, changed.state)}", changed)
    mark_bookable(tx, people)
    return who_names_it(tx, place_id) | {"coaches_changed": len(coaches), "sessions_changed": len(ahead)}


def _of_two(tx: Transaction, place_id: str) -> list[Session]:
    return [session for session in sessions.ahead_at(tx, place_id) if session.group_id is None]
