from marshmallow import Schema, fields, validate

from services.scheduling.api.fields import Length, Way, first, last
from services.scheduling.api.schemas import SessionSchema
from shared.contracts.scheduling import CONTACT_KINDS, CONTACT_OUTCOMES, SIDES, STARTED_BY, SUPPORT
from shared.web.fields import Code, Id, Instant, Minutes, Text
from shared.web.paging import PageQuerySchema


class RecordingSchema(Schema):
    """What happened. Without `person_id`, a number of people. With `session_id`, whether those two met as well."""

    person_id = Id()
    coach_id = Id()
    session_id = Id()
    count = fields.Integer(strict=True, validate=validate.Range(1, 1000))
    kind = Code(*CONTACT_KINDS, required=True)
    at = Instant()
    minutes = Minutes()
    modality = Way()
    outcome = Code(*CONTACT_OUTCOMES)
    started_by = Code(*STARTED_BY)
    support = fields.List(Code(*SUPPORT), validate=validate.Length(max=4))
    side = Code(*SIDES)
    hard_time = fields.Boolean()
    place_id = Id()
    funding = Code()
    note = Text(most=280)
    next_starts_at = Instant()
    next_minutes = Length(strict=True)


class CorrectionSchema(Schema):
    """Only what is named changes."""

    kind = Code(*CONTACT_KINDS)
    at = Instant()
    minutes = Minutes()
    modality = Way(allow_none=True)
    outcome = Code(*CONTACT_OUTCOMES)
    started_by = Code(*STARTED_BY)
    support = fields.List(Code(*SUPPORT), validate=validate.Length(max=4))
    place_id = Id(allow_none=True)
    funding = Code(allow_none=True)
    note = Text(most=280, allow_none=True)


class ContactsQuerySchema(PageQuerySchema):
    person_id = Id(load_default=None)
    coach_id = Id(load_default=None)
    session_id = Id()
    kind = Code(*CONTACT_KINDS)
    from_ = first()
    to = last()


class WarningSchema(Schema):
    code = Code()
    text = fields.String()


class ContactSchema(Schema):
    id = Id()
    person_id = Id(allow_none=True)
    coach_id = fields.String(allow_none=True)
    session_id = Id(allow_none=True)
    outreach_id = Id(allow_none=True)
    count = fields.Integer()
    kind = Code()
    at = Instant()
    minutes = fields.Integer()
    modality = Way(allow_none=True)
    outcome = Code()
    started_by = Code()
    support = fields.List(Code())
    place_id = Id(allow_none=True)
    funding = Code(allow_none=True)
    note = fields.String(allow_none=True)
    recorded_at = Instant()
    recorded_by = fields.String()
    version = fields.Integer()
    warnings = fields.List(fields.Nested(WarningSchema))
    next_session = fields.Nested(SessionSchema)


class CorrectedSchema(Schema):
    """`before` is what stood, without its note."""

    before = fields.Dict()
    changed_at = Instant()
    by = fields.String()


class CorrectionsSchema(Schema):
    items = fields.List(fields.Nested(CorrectedSchema))
    next = fields.String(allow_none=True)


class ContactsSchema(Schema):
    items = fields.List(fields.Nested(ContactSchema))
    next = fields.String(allow_none=True)
