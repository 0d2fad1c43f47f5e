"""Where coaches are asked first, and where staff decide against the rules: who may, and what is written down."""

from typing import Any

from services.scheduling.actions.access import own_series, own_session
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.cover_ending import not_needed
from services.scheduling.actions.organisation import customs_of
from services.scheduling.actions.showing import shown_ahead
from services.scheduling.actions.telling import tell_session
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import Session
from services.scheduling.store import engagements, sessions
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Forbidden

Shown = dict[str, Any]
THE_COACH_ANSWERS = "The coach says yes or no to this."


def state_at_first(rx: Reading, pair: Parties) -> str:
    """Whoever books their own time has said yes to it."""
    is_the_coach = rx.actor.role == "coach" and rx.actor.person == pair.coach_id
    return "pending" if customs_of(rx).coaches_confirm and not is_the_coach else "booked"


def may_answer(rx: Reading, session: Session) -> bool:
    """The coach, or staff who have the coach's word. Whoever asks as a member does not answer their own question."""
    return rx.actor.role != "member" and (rx.actor.is_staff or rx.actor.is_among([session.coach_id]))


def accept_session(tx: Transaction, session_id: str) -> Shown:
    session = _to_answer(tx, session_id)
    accepted = session.accept(tx.now)
    if accepted is not session:
        sessions.keep(tx, accepted)
        tell_session(tx, "session.booked", accepted)
    return shown_ahead(accepted)


def decline_session(tx: Transaction, session_id: str) -> Shown:
    """The time is free again, and nobody is asked why."""
    declined = _to_answer(tx, session_id).decline(tx.now)
    sessions.keep(tx, declined)
    engagements.release(tx, declined.id)
    tell_session(tx, "session.cancelled", declined)
    not_needed(tx, declined.id)
    mark_bookable(tx, declined.people)
    return shown_ahead(declined)


def answer_series(tx: Transaction, series_id: str, *, yes: bool) -> None:
    """The coach's yes or no to all that still waits of it, at once. What was agreed before stays agreed."""
    waiting = _waiting(tx, series_id)
    engagements.alone_with(tx, {person for session in waiting for person in session.people})
    waiting = _waiting(tx, series_id)
    if not waiting and not yes:
        raise Conflict("Nothing of this waits for an answer any more.", code="agreed")
    for session in waiting:
        (accept_session if yes else decline_session)(tx, session.id)


def _waiting(rx: Reading, series_id: str) -> list[Session]:
    """A colleague who stands in for one of them answers for that one."""
    own_series(rx, series_id)
    waiting = [each for each in sessions.ahead_of_series(rx, series_id) if each.state == "pending"]
    theirs = [each for each in waiting if may_answer(rx, each)]
    if waiting and not theirs:
        raise Forbidden(THE_COACH_ANSWERS)
    return theirs


def refuse_unless_staff(rx: Reading, anyway: str | None) -> None:
    if anyway and not rx.actor.is_staff:
        raise Forbidden("Only staff can book against the hours, the notice or the limits.")


def write_down(tx: Transaction, anyway: str | None, pair: Parties) -> None:
    if anyway:
        tx.audit("book_anyway", person_id=pair.member_id, purpose=anyway)


def _to_answer(tx: Transaction, session_id: str) -> Session:
    engagements.alone_with(tx, own_session(tx, session_id).people)
    session = own_session(tx, session_id)
    if not may_answer(tx, session):
        raise Forbidden(THE_COACH_ANSWERS)
    return session
