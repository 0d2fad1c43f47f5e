"""What other services say in a test, and what then arrived."""

from datetime import timedelta

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

DAY = timedelta(days=1)


def outreach(office, *, id=None, type="outreach.opened", held_by="coach", state="open", outcome=None, cover=None):
    id = id or new_id()
    told = {"outreach_id": id, "member_id": office.member, "coach_id": office.coach, "cover_id": cover}
    told |= {"held_by": held_by, "state": state, "due_at": office.now + DAY, "tries": 0, "outcome": outcome}
    office.say(type, id, told, key=office.member)
    return id


def consent(office, *, id=None, type="consent.granted", kind="support", state="active", expires_at=None):
    id = id or new_id()
    told = {"consent_id": id, "person_id": office.member, "type": kind, "purpose": "being_supported"}
    told |= {"recipient": new_id(), "recipient_kind": "us", "data_classes": [], "state": state}
    told |= {"expires_at": expires_at}
    office.say(type, id, told, key=office.member)
    return id


def match(office, *, type="match.accepted", state="active", id=None, **more):
    id = id or new_id()
    told = {"match_id": id, "coach_id": office.coach, "member_id": office.member, "referral_id": new_id()}
    told |= {"state": state, "cadence_days": 7, "weight": 1.0, "minutes": 45, "modalities": ["phone"]}
    office.say(type, id, told | more)
    return id


def referral(office, *, ready_from, type="referral.filed", state="waiting", id=None):
    id = id or new_id()
    told = {"referral_id": id, "member_id": office.member, "urgency": "soon", "ready_from": ready_from, "state": state}
    office.say(type, id, told)
    return id


def contact(office, version=None, **how):
    """What somebody wrote down elsewhere of meeting or ringing this member."""
    said = {"contact_id": new_id(), "person_id": office.member, "coach_id": office.coach, "session_id": None}
    said |= {"count": 1, "kind": "call", "at": office.now, "minutes": 5, "started_by": "us"} | how
    office.say("contact.recorded", said["contact_id"], said, key=office.member, version=version)
    return said


def take_back(office, said):
    office.say("contact.taken_back", said["contact_id"], said, key=office.member)


def to(office, address):
    return [str(letter["Subject"]) for letter in office.mailbox.to(address)]


def choose_days(office, *days, actor=None):
    path = f"/v1/people/{office.member}/milestones"
    actor = actor or Actor(office.member, "member", office.organisation)
    return office.room.ask("PUT", path, actor, json={"days": [str(day) for day in days]})


def free_time(office, *, id=None, state="offered"):
    id = id or new_id()
    told = {"offer_id": id, "match_id": new_id(), "coach_id": office.coach, "member_id": office.member}
    told |= {"starts_at": office.now + 2 * DAY, "ends_at": office.now + 2 * DAY + timedelta(minutes=45)}
    told |= {"time_zone": "America/New_York", "expires_at": office.now + DAY, "state": state}
    office.say(f"time.{state}", id, told, key=office.member)
    return id


def cover(office, colleagues, *, id=None, state="offered"):
    id = id or new_id()
    told = {"cover_id": id, "session_id": new_id(), "coach_id": office.coach, "state": state, "told": colleagues}
    told["not_told"] = []
    told |= {"starts_at": office.now + 2 * DAY, "ends_at": office.now + 2 * DAY + timedelta(minutes=45)}
    if state == "claimed":
        told["claimed_by"] = colleagues[0]
    office.say(f"cover.{state}", id, told)
    return id
