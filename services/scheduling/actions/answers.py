from datetime import datetime

from services.scheduling.actions.access import everybody_in
from services.scheduling.actions.changes import cancel, confirm
from services.scheduling.actions.contacts import record_contact
from services.scheduling.store import sessions
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict


def take_answer(tx: Transaction, *, person_id: str, session_id: str, session_version: int, answer: str) -> None:
    """Does as that person said, if the session is still at the time they were asked about.

    An answer that comes too late changes nothing: somebody has seen to it meanwhile.
    """
    session = sessions.find(tx, session_id)
    if session is None or person_id not in everybody_in(tx, session) or not session.still_stands_as_at(session_version):
        return
    side = "coach" if person_id == session.coach_id else "member"
    try:
        if answer == "confirm":
            confirm(tx, session_id, by=person_id)
        elif answer == "cannot_come":
            cancel(tx, session_id, reason=side, by=person_id)
    except Conflict:
        return


def take_call(tx: Transaction, *, person_id: str, coach_id: str | None, outcome: str, at: datetime) -> None:
    """A call that stood in for a message is a contact like any other: reaching out is eased by it, or stopped."""
    said = {"person_id": person_id, "coach_id": coach_id, "kind": "call", "outcome": outcome, "at": min(at, tx.now)}
    record_contact(tx, **said)
