from marshmallow import Schema, fields

from services.notifications.domain.calls import CALL_STATES, OUTCOMES, REPLY_OUTCOMES, REPLY_STATES
from shared.web.fields import Code, Id, Instant, Text
from shared.web.paging import PageQuerySchema


class CallSchema(Schema):
    """Whom to ring and why; how to reach them, their contact points say."""

    id = Id()
    person_id = Id()
    coach_id = Id(allow_none=True)
    why = fields.String()
    session_id = Id(allow_none=True)
    state = fields.String()
    opened_at = Instant()
    due_at = Instant()
    tries = fields.Integer()
    outcome = fields.String(allow_none=True)
    closed_at = Instant(allow_none=True)


class CallsSchema(Schema):
    items = fields.List(fields.Nested(CallSchema))
    next = fields.String(allow_none=True)


class CallsQuerySchema(PageQuerySchema):
    coach_id = Id()
    person_id = Id()
    state = Code(*CALL_STATES)


class CallTriedSchema(Schema):
    outcome = Code(*OUTCOMES, required=True)
    contact_point_id = Id(allow_none=True)


class ReplySchema(Schema):
    """What somebody wrote back, for whoever reads it. `waits_long`: open over four of the hours in which we read."""

    id = Id()
    person_id = Id()
    coach_id = Id(allow_none=True)
    text = fields.String(allow_none=True)
    state = fields.String()
    received_at = Instant()
    waits_long = fields.Boolean()
    answered_at = Instant(allow_none=True)
    handled_at = Instant(allow_none=True)
    handled_by = Id(allow_none=True)
    outcome = fields.String(allow_none=True)


class WrittenSchema(Schema):
    text = Text(most=1000, required=True)


class HeardSchema(Schema):
    """`read_until`: somebody reads until then; else `read_from`: from then on."""

    id = Id()
    coach_id = Id(allow_none=True)
    read_until = Instant()
    read_from = Instant()


class RepliesSchema(Schema):
    items = fields.List(fields.Nested(ReplySchema))
    next = fields.String(allow_none=True)


class LateReplySchema(Schema):
    """Without what they wrote: that is for whoever reads it."""

    id = Id()
    person_id = Id()
    coach_id = Id(allow_none=True)
    received_at = Instant()


class LateRepliesSchema(Schema):
    items = fields.List(fields.Nested(LateReplySchema))
    next = fields.String(allow_none=True)


class RepliesQuerySchema(PageQuerySchema):
    """`at_desk`: of those with whom nobody walks, or whose coach is away."""

    coach_id = Id()
    person_id = Id()
    at_desk = fields.Boolean()
    state = Code(*REPLY_STATES)


class HandlingSchema(Schema):
    outcome = Code(*REPLY_OUTCOMES, load_default="answered")
