"""What scheduling says. Every event carries its aggregate's full shareable state."""

from marshmallow import Schema, fields

from shared.contracts.fields import Bitmap, Code, Id, Instant, Minutes, Zone
from shared.contracts.matching import modality

SIDES = ("member", "coach", "us", "unknown")
SESSION_STATES = ("pending", "booked", "confirmed", "cancelled", "attended", "did_not_meet")
REASONS = ("member", "coach", "us", "match_ended", "died", "other")
CONTACT_KINDS = ("visit", "call", "text", "session", "group", "ride", "letter")
TRY_OUTCOMES = ("talked", "left_message", "no_answer", "number_not_working", "someone_else", "asked_not_to_call")
CONTACT_OUTCOMES = (*TRY_OUTCOMES, "met", "did_not_meet", "sent")
STARTED_BY = ("person", "us")
IN_THE_WAY = ("ride", "childcare", "phone_credit", "work_shift", "nowhere_private", "nothing")
TAKING_PART = ("speaking", "listening")
SUPPORT = ("emotional", "informational", "practical", "belonging")
OUTREACH_STATES = ("open", "completed", "withdrawn")
OUTREACH_ENDS = ("reached", "door_is_open", "no_need")
TIME_STATES = ("offered", "taken", "lapsed")
TRIP_STATES = ("out", "late", "back")
COVER_STATES = ("offered", "claimed", "withdrawn")
HELD_BY = ("coach", "cover", "supervisor")


class AvailabilitySchema(Schema):
    """`starts`: base64, bit n (least significant first) = a session may start n quarter hours after `from`."""

    coach_id = Id(required=True)
    from_ = Instant(required=True, data_key="from")
    minutes = Minutes(required=True)
    starts = Bitmap(required=True)
    min_notice_minutes = Minutes(required=True, most=60 * 24 * 62)


class TimeOffSchema(Schema):
    """When a coach is off, as far as it is not over: the first start belongs to the first end, and so on."""

    coach_id = Id(required=True)
    starts_at = fields.List(Instant(), required=True)
    ends_at = fields.List(Instant(), required=True)


class SessionSchema(Schema):
    """`ics_uid` never changes and `sequence` counts moves: what a calendar needs to update an entry."""

    session_id = Id(required=True)
    match_id = Id(allow_none=True)
    referral_id = Id(allow_none=True)
    series_id = Id(allow_none=True)
    group_id = Id(allow_none=True)
    coach_id = Id(required=True)
    covers_for = Id(allow_none=True)
    member_ids = fields.List(Id(), required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    time_zone = Zone(required=True)
    modality = modality()
    place_id = Id(allow_none=True)
    state = Code(*SESSION_STATES, required=True)
    first = fields.Boolean(required=True)
    late = fields.Boolean(required=True)
    sequence = fields.Integer(required=True, strict=True)
    ics_uid = Id(required=True)
    side = Code(*SIDES, allow_none=True)
    reason = Code(*REASONS, allow_none=True)
    by = Code(allow_none=True)


class ContactSchema(Schema):
    """Something happened, booked or not. Without a person it is a number of people. What was said stays home."""

    contact_id = Id(required=True)
    person_id = Id(allow_none=True)
    coach_id = Id(allow_none=True)
    session_id = Id(allow_none=True)
    count = fields.Integer(required=True, strict=True)
    kind = Code(*CONTACT_KINDS, required=True)
    at = Instant(required=True)
    minutes = Minutes(required=True)
    outcome = Code(*CONTACT_OUTCOMES, required=True)
    started_by = Code(*STARTED_BY, required=True)


class OutreachSchema(Schema):
    """Somebody is due a word; why stays home. `outcome` door_is_open: the agreed words may go to the person."""

    outreach_id = Id(required=True)
    member_id = Id(required=True)
    coach_id = Id(allow_none=True)
    cover_id = Id(allow_none=True)
    held_by = Code(*HELD_BY, required=True)
    state = Code(*OUTREACH_STATES, required=True)
    due_at = Instant(required=True)
    tries = fields.Integer(required=True, strict=True)
    outcome = Code(allow_none=True)


class TimeSchema(Schema):
    """A time that came free is theirs if they like, until `expires_at`; no word from them costs nothing."""

    offer_id = Id(required=True)
    match_id = Id(required=True)
    coach_id = Id(required=True)
    member_id = Id(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    time_zone = Zone(required=True)
    expires_at = Instant(required=True)
    state = Code(*TIME_STATES, required=True)
    session_id = Id(allow_none=True)


class CoverSchema(Schema):
    """A coach is away: `told` may claim the session. Whose session it is, who claims it hears."""

    cover_id = Id(required=True)
    session_id = Id(required=True)
    coach_id = Id(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    state = Code(*COVER_STATES, required=True)
    claimed_by = Id(allow_none=True)
    told = fields.List(Id(), required=True)
    not_told = fields.List(Id(), required=True)


class TripSchema(Schema):
    """A coach on the road alone meant to be back by then, and has not said so (`late`); or nobody needs to ring."""

    trip_id = Id(required=True)
    coach_id = Id(required=True)
    back_by = Instant(required=True)
    state = Code(*TRIP_STATES, required=True)


SESSION = ("requested", "booked", "moved", "confirmed", "cancelled", "attended", "did_not_meet", "undone")

EVENTS: dict[str, dict[int, type[Schema]]] = {
    "availability.changed": {1: AvailabilitySchema},
    "time_off.changed": {1: TimeOffSchema},
    **{f"session.{deed}": {1: SessionSchema} for deed in SESSION},
    "contact.recorded": {1: ContactSchema},
    "contact.taken_back": {1: ContactSchema},
    **{f"time.{state}": {1: TimeSchema} for state in TIME_STATES},
    **{f"cover.{state}": {1: CoverSchema} for state in COVER_STATES},
    **{f"outreach.{deed}": {1: OutreachSchema} for deed in ("opened", "overdue", "completed")},
    **{f"trip.{deed}": {1: TripSchema} for deed in ("late", "over")},
}
