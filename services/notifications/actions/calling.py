"""The list of people to ring: a person is the channel when no other gets there."""

from services.notifications.domain.session import Session
from services.notifications.store import calls, people, sessions


def put_on_call_list(tx, person_id, *, why: str, session: Session | None = None) -> None:
    """One entry a person; a plainer reason sharpens it. Nobody is rung who wants to be let be."""
    if people.reader(tx, person_id).is_stopped:
        return
    session = session or sessions.next_of(tx, person_id)
    if session is not None and session.audience_of(person_id) == "coach":
        session = None
    if (known := calls.open_for(tx, person_id)) is None:
        coach_id = session.coach_id if session else sessions.coach_of(tx, person_id)
        told = {"session_id": session.id if session else None, "due_at": tx.now}
        calls.add(tx, person_id=person_id, coach_id=coach_id, why=why, **told)
    elif known["why"] == "no_way" != why:
        calls.keep(tx, known["id"], why=why)
