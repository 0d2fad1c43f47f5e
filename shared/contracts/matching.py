"""What matching says. Every event carries its aggregate's full shareable state."""

from marshmallow import Schema, fields, validate

from shared.contracts.fields import Code, Id, Instant, Language, Minutes, Zone

MODALITIES = ("in_person", "phone", "video", "text", "walk_and_talk")
URGENCIES = ("routine", "soon", "urgent")
PERSON_STATES = ("active", "paused", "ended", "erased", "died")
MATCH_STATES = ("active", "paused", "ended", "not_started")
OFFER_STATES = ("open", "accepted", "declined", "expired", "withdrawn")


def modality() -> Code:
    return Code(*MODALITIES)


class PersonSchema(Schema):
    person_id = Id(required=True)
    kinds = fields.List(Code("member", "coach", "staff"), required=True)
    time_zone = Zone(required=True)
    language = Language(required=True)
    state = Code(*PERSON_STATES, required=True)


class CoachSchema(Schema):
    coach_id = Id(required=True)
    accepting = fields.Boolean(required=True)
    state = Code(*PERSON_STATES, required=True)


class ReferralSchema(Schema):
    referral_id = Id(required=True)
    member_id = Id(required=True)
    urgency = Code(*URGENCIES, required=True)
    referred_by = Id(allow_none=True)
    intake_id = Id(allow_none=True)
    ready_from = Instant(required=True)
    state = Code(required=True)
    outcome = Code(allow_none=True)


class OfferSchema(Schema):
    offer_id = Id(required=True)
    referral_id = Id(required=True)
    coach_id = Id(required=True)
    state = Code(*OFFER_STATES, required=True)
    position = fields.Integer(required=True, strict=True)
    expires_at = Instant(required=True)
    reason = Code(allow_none=True)
    proposed_starts_at = Instant(allow_none=True)


class MatchSchema(Schema):
    match_id = Id(required=True)
    coach_id = Id(required=True)
    member_id = Id(required=True)
    referral_id = Id(required=True)
    referred_by = Id(allow_none=True)
    intake_id = Id(allow_none=True)
    state = Code(*MATCH_STATES, required=True)
    cadence_days = fields.Integer(required=True, strict=True, validate=validate.Range(1, 366))
    weight = fields.Float(required=True)
    minutes = Minutes(required=True)
    modalities = fields.List(modality(), required=True)
    reason = Code(allow_none=True)
    until = Instant(allow_none=True)


PERSON = ("person.registered", "person.changed", "person.erased")
REFERRAL = ("referral.filed", "referral.closed")
OFFER = ("offer.made", "offer.accepted", "offer.declined", "offer.expired", "offer.withdrawn")
MATCH = ("match.accepted", "match.changed", "match.paused", "match.ended")

EVENTS: dict[str, dict[int, type[Schema]]] = {
    **{type: {1: PersonSchema} for type in PERSON},
    "coach.changed": {1: CoachSchema},
    **{type: {1: ReferralSchema} for type in REFERRAL},
    **{type: {1: OfferSchema} for type in OFFER},
    **{type: {1: MatchSchema} for type in MATCH},
}
