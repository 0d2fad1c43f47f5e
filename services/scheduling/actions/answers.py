from services.scheduling.actions.sessions import cancel_session, confirm_session
from services.scheduling.store import sessions
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict


def take_answer(tx: Transaction, *, person_id: str, session_id: str, session_version: int, answer: str) -> None:
    """Does as that person said, if the session is still at the time they were asked about.

    An answer that comes too late changes nothing: somebody has seen to it meanwhile.
    """
    session = sessions.find(tx, session_id)
    if session is None or person_id not in session.people or not session.still_stands_as_at(session_version):
        return
    side = "member" if person_id == session.member_id else "coach"
    try:
        if answer == "confirm":
            confirm_session(tx, session_id)
        elif answer == "cannot_come":
            cancel_session(tx, session_id, reason=side)
    except Conflict:
        return
