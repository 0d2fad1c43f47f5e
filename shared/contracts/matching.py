"""What matching says. Every event carries its aggregate's full shareable state."""

from marshmallow import Schema, fields, validate

from shared.contracts.fields import Code, Id, Instant, Language, Minutes, Zone

MODALITIES = ("in_person", "phone", "video", "text", "walk_and_talk")
URGENCIES = ("routine", "soon", "urgent")
PERSON_STATES = ("active", "paused", "ended", "erased", "died")
MATCH_STATES = ("active", "paused", "ended", "not_started")
COACH_HEARS = ("kindly", "by_member", "new_match")
CONSENT_STATES = ("active", "revoked", "ended")
EMERGENCY_STATES = ("opened", "reviewed")
OFFER_STATES = ("open", "accepted", "declined", "expired", "withdrawn")


def modality() -> Code:
    return Code(*MODALITIES)


class PersonSchema(Schema):
    """`until`: of somebody who is away, when to look again. Why they are away stays home."""

    person_id = Id(required=True)
    kinds = fields.List(Code("member", "coach", "staff"), required=True)
    time_zone = Zone(required=True)
    language = Language(required=True)
    state = Code(*PERSON_STATES, required=True)
    until = Instant(allow_none=True)
    do_not_contact = fields.Boolean()


class CoachSchema(Schema):
    """`welcome_per_week`: how many welcome conversations may be booked without asking; none means: ask.

    `role`: staff, volunteer or caller, for hours given.
    """

    coach_id = Id(required=True)
    accepting = fields.Boolean(required=True)
    state = Code(*PERSON_STATES, required=True)
    welcome_per_week = fields.Integer(allow_none=True, strict=True)
    role = Code()


class ReferralSchema(Schema):
    """`kept_apart`: whom the person never meets here, in either direction. Ids only; why stays home."""

    referral_id = Id(required=True)
    member_id = Id(required=True)
    urgency = Code(*URGENCIES, required=True)
    referred_by = Id(allow_none=True)
    intake_id = Id(allow_none=True)
    ready_from = Instant(required=True)
    state = Code(required=True)
    outcome = Code(allow_none=True)
    next_steps = fields.List(Code())
    look_again_at = Instant(allow_none=True)
    priority = fields.Boolean()
    replaces_match_id = Id(allow_none=True)
    kept_apart = fields.List(Id())


class OfferSchema(Schema):
    """`chased`: how often the coach was asked again."""

    offer_id = Id(required=True)
    referral_id = Id(required=True)
    coach_id = Id(required=True)
    state = Code(*OFFER_STATES, required=True)
    position = fields.Integer(required=True, strict=True)
    expires_at = Instant(required=True)
    reason = Code(allow_none=True)
    proposed_starts_at = Instant(allow_none=True)
    chased = fields.Integer(strict=True)


class MatchSchema(Schema):
    """`until`: when to look again. `ends_at`: an ending both can see coming. `coach_hears`: how they learn of it."""

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
    ends_at = Instant(allow_none=True)
    coach_hears = Code(*COACH_HEARS, allow_none=True)


class ConsentSchema(Schema):
    """`recipient`: who may be told, by an id; names and what was signed stay home. `ends_with`: instead of a day."""

    consent_id = Id(required=True)
    person_id = Id(required=True)
    type = Code(required=True)
    purpose = Code(required=True)
    recipient = Id(required=True)
    recipient_kind = Code(required=True)
    data_classes = fields.List(Code(), required=True)
    expires_at = Instant(allow_none=True)
    ends_with = Code(allow_none=True)
    state = Code(*CONSENT_STATES, required=True)


class EmergencySchema(Schema):
    """A coach may look at somebody who is not theirs until `expires_at`. Why stays home."""

    emergency_id = Id(required=True)
    person_id = Id(required=True)
    coach_id = Id(required=True)
    state = Code(*EMERGENCY_STATES, required=True)
    expires_at = Instant(required=True)


PERSON = ("person.registered", "person.changed", "person.erased")
REFERRAL = ("referral.filed", "referral.changed", "referral.closed")
OFFER = ("offer.made", "offer.chased", "offer.accepted", "offer.declined", "offer.expired", "offer.withdrawn")
MATCH = ("match.accepted", "match.changed", "match.paused", "match.ended")
CONSENT = ("consent.granted", "consent.revoked")
EMERGENCY = ("emergency.opened", "emergency.reviewed")

EVENTS: dict[str, dict[int, type[Schema]]] = {
    **{type: {1: PersonSchema} for type in PERSON},
    "coach.changed": {1: CoachSchema},
    **{type: {1: ReferralSchema} for type in REFERRAL},
    **{type: {1: OfferSchema} for type in OFFER},
    **{type: {1: MatchSchema} for type in MATCH},
    **{type: {1: ConsentSchema} for type in CONSENT},
    **{type: {1: EmergencySchema} for type in EMERGENCY},
}
