"""Confirm, call off, move: of two who are matched, of a first conversation, or of one's seat in a group."""

from datetime import datetime
from typing import Any

from services.scheduling.actions import sessions, welcome
from services.scheduling.actions.access import leads, own_session
from services.scheduling.actions.groups import end_group
from services.scheduling.actions.seats import confirm_seat, leave_meeting, move_meeting
from services.scheduling.domain.session import Session
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid, NotFound

Shown = dict[str, Any]
NO_HOURS = "A group keeps to no hours and no limits. There is nothing to set aside."


def confirm(tx: Transaction, session_id: str, *, by: str | None = None) -> Shown:
    session = own_session(tx, session_id)
    if session.group_id and not _runs(tx, session, by):
        return confirm_seat(tx, session, by or tx.actor.person)
    return sessions.confirm_session(tx, session_id)


def cancel(tx: Transaction, session_id: str, *, reason: str | None = None, by: str | None = None) -> Shown:
    """One of many who cannot come leaves their seat to somebody else; the group meets."""
    session = own_session(tx, session_id)
    if session.group_id is None:
        return sessions.cancel_session(tx, session_id, reason=reason)
    if not _runs(tx, session, by):
        return leave_meeting(tx, session, by or tx.actor.person)
    session.lies_ahead(tx.now)
    end_group(tx, session.group_id, session_id=session_id, reason=reason)
    return sessions.session_seen(tx, session_id)


def move(
    tx: Transaction, session_id: str, *, starts_at: datetime, minutes: int | None = None, anyway: str | None = None
) -> Shown:
    session = own_session(tx, session_id)
    if session.group_id is None:
        return welcome.move(tx, session_id, starts_at=starts_at, minutes=minutes, anyway=anyway)
    if not _runs(tx, session, None):
        raise NotFound("We have no such session.")
    if anyway:
        raise Invalid(NO_HOURS, errors={"anyway": [NO_HOURS]})
    return move_meeting(tx, session_id, starts_at=starts_at, minutes=minutes)


def _runs(rx: Reading, session: Session, by: str | None) -> bool:
    """Is it asked by who leads the group, or by staff?"""
    return by == session.coach_id if by else leads(rx, session.coach_id)
