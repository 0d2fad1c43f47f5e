from services.notifications.actions.flows import (
    chase,
    learn_consent,
    learn_cover,
    learn_emergency,
    learn_outreach,
    learn_referral,
    learn_support,
    learn_time,
    learn_trip,
    tell_of_match,
)

OUTREACH = ("member_id", "coach_id", "cover_id", "held_by", "state", "due_at", "outcome")


def outreach_heard(tx, event):
    told = {name: event.data.get(name) for name in OUTREACH}
    learn_outreach(tx, event.data["outreach_id"], version=event.aggregateversion, **told)


def time_heard(tx, event):
    told = {name: event.data[name] for name in ("member_id", "starts_at", "expires_at")}
    told |= {"is_open": event.data["state"] == "offered", "version": event.aggregateversion}
    learn_time(tx, event.data["offer_id"], **told)


def cover_heard(tx, event):
    told = {name: event.data[name] for name in ("coach_id", "starts_at", "told")}
    told |= {"is_open": event.data["state"] == "offered", "version": event.aggregateversion}
    learn_cover(tx, event.data["cover_id"], **told)


def emergency_heard(tx, event):
    told = {name: event.data[name] for name in ("person_id", "coach_id", "expires_at")}
    learn_emergency(tx, event.data["emergency_id"], **told)


def trip_heard(tx, event):
    told = {name: event.data[name] for name in ("coach_id", "back_by")}
    told |= {"is_late": event.data["state"] == "late", "version": event.aggregateversion}
    learn_trip(tx, event.data["trip_id"], **told)


def referral_heard(tx, event):
    told = {name: event.data[name] for name in ("member_id", "state", "ready_from")}
    is_closed = event.type == "referral.closed"
    learn_referral(tx, event.data["referral_id"], is_closed=is_closed, version=event.aggregateversion, **told)


def consent_heard(tx, event):
    """That we support and contact somebody is ours to follow; of all else, when it ends."""
    told = {"person_id": event.data["person_id"], "is_given": event.type == "consent.granted"}
    told |= {"version": event.aggregateversion}
    if event.data["type"] == "support":
        learn_support(tx, event.data["consent_id"], **told)
    else:
        learn_consent(tx, event.data["consent_id"], ends_at=event.data.get("expires_at"), **told)


def offer_chased(tx, event):
    if event.data["state"] == "open":
        told = {name: event.data[name] for name in ("coach_id", "expires_at")}
        chase(tx, event.data["offer_id"], times=event.data.get("chased") or 1, **told)


def match_told(tx, event):
    told = {name: event.data.get(name) for name in ("coach_id", "member_id", "state", "reason", "coach_hears")}
    tell_of_match(tx, event.data["match_id"], version=event.aggregateversion, **told)


HANDLERS = {
    **{f"outreach.{deed}": outreach_heard for deed in ("opened", "overdue", "completed")},
    **{f"time.{deed}": time_heard for deed in ("offered", "taken", "lapsed")},
    **{f"cover.{deed}": cover_heard for deed in ("offered", "claimed", "withdrawn")},
    **{f"emergency.{deed}": emergency_heard for deed in ("opened", "reviewed")},
    **{f"trip.{deed}": trip_heard for deed in ("late", "over")},
    **{f"referral.{deed}": referral_heard for deed in ("filed", "changed", "closed")},
    **{f"consent.{deed}": consent_heard for deed in ("granted", "revoked")},
}
