from services.scheduling.domain.session import Session
from services.scheduling.store import groups
from shared.db.transaction import Transaction

WHO = ("match_id", "referral_id", "series_id", "group_id", "coach_id", "covers_for")
WHO_AND_WHEN = (*WHO, "starts_at", "ends_at", "time_zone", "modality", "place_id")
AS_TOLD = {"pending": "requested"}  # how a state is said as an event
HOW_IT_STANDS = ("state", "first", "late", "sequence", "reason")


def tell_session(tx: Transaction, type: str, session: Session, *, side: str | None = None) -> None:
    """All that may be shared of a session, whatever happened to it: who missed the last event misses nothing."""
    data = {name: getattr(session, name) for name in WHO_AND_WHEN + HOW_IT_STANDS}
    data |= {"session_id": session.id, "ics_uid": session.id, "member_ids": _members(tx, session)}
    data |= {"side": side, "by": tx.actor.role}
    tx.emit(
        type,
        subject=session.id,
        key=session.match_id or session.referral_id or session.id,
        version=session.version,
        data=data,
    )


def _members(tx: Transaction, session: Session) -> list[str]:
    """Of a group, whoever has a seat now: who is no longer named gave theirs up."""
    if session.member_id:
        return [session.member_id]
    return [seat.member_id for seat in groups.seats_of(tx, [session.id])[session.id]]
