from marshmallow import Schema, fields, validate

from services.matching.api.schemas import ReasonSchema
from services.matching.domain.round import OBJECTIVES
from shared.web.fields import Code, Id, Instant
from shared.web.paging import PageQuerySchema


class RoundSchema(Schema):
    """`most_each`: how many new people one coach is given at most."""

    objective = Code(*OBJECTIVES, required=True)
    most_each = fields.Integer(load_default=5, strict=True, validate=validate.Range(1, 50))


class ProgressSchema(Schema):
    done = fields.Integer()
    total = fields.Integer()


class ComparedSchema(Schema):
    """Against first come, first served: how many have somebody, and for how many the one or the other fits better."""

    waiting = fields.Integer()
    given = fields.Integer()
    given_first_come = fields.Integer()
    better = fields.Integer()
    same = fields.Integer()
    less = fields.Integer()
    fit_percent = fields.Float()


class RoundViewSchema(Schema):
    id = Id()
    objective = fields.String()
    most_each = fields.Integer()
    state = fields.String()
    begun_at = Instant()
    begun_by = Id()
    weights_version = fields.String(allow_none=True)
    progress = fields.Nested(ProgressSchema)
    compared = fields.Nested(ComparedSchema, allow_none=True)
    version = fields.Integer()


class InWordsSchema(Schema):
    code = fields.String()
    text = fields.String()


class PairSchema(Schema):
    """`changed`: another coach than first come, first served would give. `conflict`: what arose before publication."""

    referral_id = Id()
    position = fields.Integer()
    coach_id = Id(allow_none=True)
    first_come_id = Id(allow_none=True)
    changed = fields.Boolean()
    state = fields.String()
    conflict = fields.Nested(InWordsSchema, allow_none=True)
    reasons = fields.List(fields.Nested(ReasonSchema))
    not_met = fields.List(fields.Nested(ReasonSchema))
    version = fields.Integer()


class RoundWithPairsSchema(RoundViewSchema):
    items = fields.List(fields.Nested(PairSchema))
    next = fields.String(allow_none=True)


class RoundQuerySchema(PageQuerySchema):
    language = Code("en", "es")


class RoundsQuerySchema(Schema):
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class RoundsSchema(Schema):
    items = fields.List(fields.Nested(RoundViewSchema))
    next = fields.String(allow_none=True)


class PairChangeSchema(Schema):
    coach_id = Id(required=True, allow_none=True)
