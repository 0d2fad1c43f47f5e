from services.matching.actions.meetings import hear_contact, hear_session

SESSION = ("session_id", "member_ids", "starts_at", "state")


def session_said(tx, event) -> None:
    told = {name: event.data[name] for name in SESSION}
    told |= {name: event.data.get(name) for name in ("match_id", "referral_id")}
    hear_session(tx, version=event.aggregateversion, **told)


def contact_said(tx, event) -> None:
    """Without a person it is a number of people, and nobody's."""
    if person_id := event.data.get("person_id"):
        told = {name: event.data[name] for name in ("contact_id", "at", "outcome")}
        hear_contact(tx, version=event.aggregateversion, member_id=person_id, **told)


def contact_taken_back(tx, event) -> None:
    """It did not happen after all: nobody was in touch by it."""
    if person_id := event.data.get("person_id"):
        told = {name: event.data[name] for name in ("contact_id", "at")}
        hear_contact(tx, version=event.aggregateversion, member_id=person_id, outcome="taken_back", **told)


HANDLERS = {
    **{
        f"session.{deed}": session_said
        for deed in ("booked", "moved", "confirmed", "cancelled", "attended", "did_not_meet", "undone")
    },
    "contact.recorded": contact_said,
    "contact.taken_back": contact_taken_back,
}
