"""What became of a session, as each side says it. A slip can be taken back."""

from typing import Any

from services.scheduling.actions.access import own_session
from services.scheduling.actions.reaching_out import reach_out_after
from services.scheduling.actions.sessions import shown
from services.scheduling.actions.telling import tell_session
from services.scheduling.domain.session import Session
from services.scheduling.store import sessions
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction

Shown = dict[str, Any]


def say_attendance(tx: Transaction, session_id: str, side: str, *, state: str) -> Shown:
    """Said twice, it was said once."""
    session, said = _now_known(tx, session_id)
    if said.get(side) == state:
        return shown(tx, session)
    attended = session.attend(tx.now, said | {side: state})
    sessions.keep_side(tx, session_id, side, state)
    told = _kept(tx, f"session.{state}", attended, side)
    _follow(tx, session, attended)
    return told


def take_back_attendance(tx: Transaction, session_id: str, side: str) -> Shown:
    session, said = _now_known(tx, session_id)
    if side not in said:
        return shown(tx, session)
    undone = session.attend(tx.now, {other: state for other, state in said.items() if other != side})
    sessions.forget_side(tx, session_id, side)
    told = _kept(tx, "session.undone", undone, side)
    _follow(tx, session, undone)
    return told


def attendance_said(rx: Reading, session_id: str) -> list[Shown]:
    """Who said what and when, and what was taken back, in the order in which it was said."""
    session = own_session(rx, session_id)
    return [dict(row) for row in sessions.all_said(rx, session.id)]


def _now_known(tx: Transaction, session_id: str) -> tuple[Session, dict[str, str]]:
    alone_with(tx, own_session(tx, session_id).people)
    return own_session(tx, session_id), sessions.sides(tx, [session_id])[session_id]


def _follow(tx: Transaction, before: Session, after: Session) -> None:
    if before.state != after.state:
        reach_out_after(tx, after, after.state)


def _kept(tx: Transaction, type: str, session: Session, side: str) -> Shown:
    sessions.keep(tx, session)
    tell_session(tx, type, session, side=side)
    return shown(tx, session)
