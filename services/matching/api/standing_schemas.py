from marshmallow import Schema, fields, validate

from services.matching.api.schemas import ReferralViewSchema
from shared.contracts.vocabulary import codes_of
from shared.web.fields import Code, Id, Instant
from shared.web.paging import PageQuerySchema

OF_PEOPLE = tuple(code for code in codes_of("paused") if code != "coach_away")


class AbsenceSchema(Schema):
    reason = Code(*OF_PEOPLE, required=True)
    until = Instant(allow_none=True)


class StandingSchema(Schema):
    """`reason` is for staff and the person themselves."""

    id = Id()
    kinds = fields.List(fields.String())
    state = fields.String()
    reason = fields.String(allow_none=True)
    until = Instant(allow_none=True)
    version = fields.Integer()


class DepartureSchema(Schema):
    leaves_at = Instant(allow_none=True)


class ReassignmentSchema(Schema):
    referral = fields.Nested(ReferralViewSchema)
    match_id = Id()
    coach_id = Id()
    ends_at = Instant(allow_none=True)
    has_handover = fields.Boolean()


class ReassignmentsSchema(Schema):
    items = fields.List(fields.Nested(ReassignmentSchema))
    next = fields.String(allow_none=True)


class LookAgainQuerySchema(Schema):
    before = Instant()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class DueSchema(Schema):
    kind = fields.String()
    id = Id()
    member_id = Id()
    coach_id = Id(allow_none=True)
    reason = fields.String(allow_none=True)
    look_again_at = Instant()


class DuesSchema(Schema):
    items = fields.List(fields.Nested(DueSchema))
    next = fields.String(allow_none=True)


class TidingSchema(Schema):
    id = Id()
    about_id = Id()
    tell_id = Id()
    kind = fields.String()
    made_at = Instant()
    told_at = Instant(allow_none=True)
    told_by = Id(allow_none=True)


class TidingsSchema(Schema):
    items = fields.List(fields.Nested(TidingSchema))
    next = fields.String(allow_none=True)


class TidingsQuerySchema(PageQuerySchema):
    state = Code("open", "told", load_default="open")
