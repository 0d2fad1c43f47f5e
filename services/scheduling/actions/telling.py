from services.scheduling.domain.session import Session
from shared.db.transaction import Transaction

WHO = ("match_id", "referral_id", "series_id", "coach_id")
WHO_AND_WHEN = (*WHO, "starts_at", "ends_at", "time_zone", "modality", "place_id")
HOW_IT_STANDS = ("state", "first", "late", "sequence", "reason")


def tell_session(tx: Transaction, type: str, session: Session, *, side: str | None = None) -> None:
    """All that may be shared of a session, whatever happened to it: who missed the last event misses nothing."""
    data = {name: getattr(session, name) for name in WHO_AND_WHEN + HOW_IT_STANDS}
    data |= {"session_id": session.id, "ics_uid": session.id, "member_ids": [session.member_id]}
    data |= {"side": side, "by": tx.actor.role}
    tx.emit(
        type,
        subject=session.id,
        key=session.match_id or session.referral_id or session.id,
        version=session.version,
        data=data,
    )
