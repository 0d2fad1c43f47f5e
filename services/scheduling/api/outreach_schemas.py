from marshmallow import Schema, fields

from shared.contracts.scheduling import OUTREACH_ENDS, TRY_OUTCOMES
from shared.web.fields import Code, Id, Instant, Minutes, Text
from shared.web.paging import PageQuerySchema


class OutreachQuerySchema(PageQuerySchema):
    coach_id = Id()
    member_id = Id()
    state = Code("open", "overdue", "completed", "withdrawn")


class HardTimeSchema(Schema):
    """Somebody has a hard time. What is told here proposes more contact, and ends nothing."""

    person_id = Id(required=True)


class TrySchema(Schema):
    """How it went. `anyway`: somebody decided on a fourth try."""

    outcome = Code(*TRY_OUTCOMES, required=True)
    kind = Code("call", "text", "visit", "letter")
    at = Instant()
    minutes = Minutes()
    note = Text(most=280)
    anyway = fields.Boolean()


class CompletionSchema(Schema):
    outcome = Code(*OUTREACH_ENDS)


class FineSchema(Schema):
    until = Instant(required=True, allow_none=True)


class FineShownSchema(Schema):
    person_id = Id()
    fine_until = Instant(allow_none=True)
    every_days = fields.Integer(allow_none=True)


class AttemptSchema(Schema):
    at = Instant()
    kind = Code()
    outcome = Code()
    by = fields.String()


class WordsSchema(Schema):
    en = fields.String()
    es = fields.String()


class ProposedSchema(Schema):
    next = Code()
    try_at = Instant(allow_none=True)
    text = fields.Nested(WordsSchema, allow_none=True)


class OutreachSchema(Schema):
    id = Id()
    member_id = Id()
    coach_id = Id(allow_none=True)
    cover_id = Id(allow_none=True)
    match_id = Id(allow_none=True)
    session_id = Id(allow_none=True)
    why = Code()
    state = Code()
    held_by = Code()
    due_at = Instant()
    overdue = fields.Boolean()
    tries_left = fields.Integer()
    attempts = fields.List(fields.Nested(AttemptSchema))
    proposed = fields.Nested(ProposedSchema, allow_none=True)
    outcome = Code(allow_none=True)
    opened_at = Instant()
    closed_at = Instant(allow_none=True)
    version = fields.Integer()


class OutreachesSchema(Schema):
    items = fields.List(fields.Nested(OutreachSchema))
    next = fields.String(allow_none=True)
