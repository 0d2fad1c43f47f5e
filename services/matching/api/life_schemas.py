"""Offers and matches: what comes in at their doors, and what goes out."""

from marshmallow import Schema, fields, validate

from services.matching.api import schemas
from shared.contracts.matching import MATCH_STATES, OFFER_STATES, modality
from shared.contracts.vocabulary import codes_of
from shared.web.fields import Code, Id, Instant, Minutes, Text
from shared.web.paging import PageQuerySchema

# "Has died" is not an ending among others: it stops everything at once, by a deed of its own.
ENDINGS = tuple(code for code in codes_of("ended") if code != "died")


class OffersQuerySchema(PageQuerySchema):
    coach_id = Id()
    referral_id = Id()
    state = Code(*OFFER_STATES)


class OfferedFactSchema(schemas.AboutSchema):
    label = fields.Nested(schemas.LabelSchema)


class SketchSchema(Schema):
    facts = fields.List(fields.Nested(OfferedFactSchema))
    thinned = fields.Boolean()


class OfferSchema(Schema):
    """Of whom it tells: nothing but `about`, until it is accepted. `referral_id` and `reason` are for staff."""

    id = Id()
    coach_id = Id()
    referral_id = Id()
    state = fields.String()
    position = fields.Integer()
    urgency = fields.String()
    made_at = Instant()
    expires_at = Instant()
    proposed_starts_at = Instant(allow_none=True)
    about = fields.Nested(SketchSchema)
    reason = fields.String(allow_none=True)
    chased = fields.Integer()
    accepted_by = fields.String(allow_none=True)
    how = fields.String(allow_none=True)
    answered_by = Id(allow_none=True)
    match_id = Id(allow_none=True)
    version = fields.Integer()


class OffersSchema(Schema):
    items = fields.List(fields.Nested(OfferSchema))
    next = fields.String(allow_none=True)


class AcceptanceSchema(Schema):
    accepted_by = Code("coach", "staff", load_default="coach")
    how = Code("phone", "in_person", allow_none=True)


class DeclineSchema(Schema):
    reason = Code(*codes_of("declined"), allow_none=True)


class OfferWithdrawalSchema(Schema):
    """`ask_next`: whether the next choice is asked, or the person chooses anew."""

    reason = Code(*codes_of("withdrawn"), allow_none=True)
    ask_next = fields.Boolean(load_default=True)


class MatchesQuerySchema(PageQuerySchema):
    coach_id = Id()
    member_id = Id()
    state = Code(*MATCH_STATES)


class MatchSchema(Schema):
    """`reason` is for the organisation alone."""

    id = Id()
    coach_id = Id()
    member_id = Id()
    referral_id = Id()
    state = fields.String()
    cadence_days = fields.Integer()
    weight = fields.Float()
    minutes = fields.Integer()
    modalities = fields.List(modality())
    accepted_at = Instant()
    until = Instant(allow_none=True)
    ends_at = Instant(allow_none=True)
    ends_reason = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    version = fields.Integer()


class MatchesSchema(Schema):
    items = fields.List(fields.Nested(MatchSchema))
    next = fields.String(allow_none=True)


class EndingSchema(Schema):
    reason = Code(*ENDINGS, allow_none=True)


class PauseSchema(Schema):
    reason = Code(*codes_of("paused"), allow_none=True)
    until = Instant(allow_none=True)


class AgreementSchema(Schema):
    """How often and how two people meet, set together. What it weighs follows from `cadence`."""

    cadence = Code(*codes_of("cadence"))
    minutes = Minutes(most=240)
    modalities = fields.List(modality(), validate=validate.Length(1, 5))


class PlannedEndingSchema(Schema):
    ends_at = Instant(required=True)
    reason = Code(*ENDINGS, allow_none=True)


class RematchSchema(Schema):
    """`until_then`: whether the two go on meeting until somebody else takes over."""

    coach_hears = Code(*codes_of("coach_hears"), load_default="kindly")
    until_then = fields.Boolean(load_default=True)


class HandoverSchema(Schema):
    match_id = Id(dump_only=True)
    note = Text(most=600, required=True)
    written_at = Instant(dump_only=True)
    agreed_at = Instant(dump_only=True, allow_none=True)
    agreed_how = fields.String(dump_only=True, allow_none=True)


class HandoverAgreementSchema(Schema):
    agreed = fields.Boolean(load_default=True)
    how = Code("phone", "in_person", allow_none=True)
