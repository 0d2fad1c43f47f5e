from services.notifications.actions.hearing import learn_session
from services.notifications.domain.session import Session

OPTIONAL = ("match_id", "referral_id", "modality", "reason")
PARTS = ("coach_id", "starts_at", "ends_at", "time_zone", "state", "first", "sequence", "ics_uid")


def session_heard(tx, event):
    """Whatever happened: the event says how the session stands now."""
    told = {name: event.data[name] for name in PARTS} | {name: event.data.get(name) for name in OPTIONAL}
    told |= {"id": event.data["session_id"], "member_ids": tuple(event.data["member_ids"])}
    session = Session(**told, version=event.aggregateversion)
    learn_session(tx, session, is_covered=event.data.get("covers_for") is not None)


HANDLERS = {
    f"session.{deed}": session_heard
    for deed in ("requested", "booked", "moved", "confirmed", "cancelled", "attended", "did_not_meet", "undone")
}
