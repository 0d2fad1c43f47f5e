from marshmallow import Schema, fields, validate

from services.notifications.api.schemas import WallTime
from services.notifications.domain.customs import MOST_DAYS_KEPT, STOP_SCOPES
from shared.web.fields import Code, Id, Instant, Language, Text
from shared.web.paging import PageQuerySchema

ONE_FIRST_NAME = "One first name, in letters."


class CustomsSchema(Schema):
    sender_name = fields.String(allow_none=True, validate=validate.Regexp(r"^[^\W\d_]{1,20}\Z", error=ONE_FIRST_NAME))
    content_kept_days = fields.Integer(strict=True, validate=validate.Range(0, MOST_DAYS_KEPT))
    rehearsal = fields.Boolean()
    rehearsal_email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    a_day = fields.Integer(strict=True, validate=validate.Range(0, 5))
    a_week = fields.Integer(strict=True, validate=validate.Range(0, 14))
    agenda_at = WallTime(allow_none=True)
    digest_at = WallTime(allow_none=True)
    stop_scope = Code(*STOP_SCOPES)
    read_days = fields.List(fields.Integer(strict=True, validate=validate.Range(1, 7)), validate=validate.Length(1, 7))
    read_from = WallTime()
    read_until = WallTime()


class ToldCustomsSchema(CustomsSchema):
    version = fields.Integer()


class TagSchema(Schema):
    language = Language(load_default="en")


class ExpectSchema(Schema):
    sender_name = fields.String()
    email_from = fields.String()
    texts_from = fields.String(allow_none=True)
    words = fields.String()


class WordsSchema(Schema):
    subject = Text(most=200, required=True)
    text = Text(most=4000, required=True)
    short = Text(most=480, load_default=None, allow_none=True)


class WordingVersionSchema(Schema):
    version = fields.Integer()
    subject = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    short = fields.String(allow_none=True)
    by = Id()
    at = Instant()


class KnownWordingSchema(Schema):
    """`version` 0: ours, never changed. `needed` and `allowed`: the placeholders."""

    kind = fields.String()
    language = fields.String()
    version = fields.Integer()
    own = fields.Boolean()
    subject = fields.String()
    text = fields.String()
    short = fields.String()
    needed = fields.List(fields.String())
    allowed = fields.List(fields.String())


class WordingSchema(KnownWordingSchema):
    versions = fields.List(fields.Nested(WordingVersionSchema))
    warnings = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class WordingsSchema(Schema):
    items = fields.List(fields.Nested(KnownWordingSchema))


class PreviewSchema(Schema):
    subject = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    html = fields.String(allow_none=True)
    short = fields.String(allow_none=True)
    warnings = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class InboxQuerySchema(PageQuerySchema):
    """`only_here`: what came by no other way."""

    unread = fields.Boolean(load_default=False)
    only_here = fields.Boolean(load_default=False)


class InboxItemSchema(Schema):
    id = Id()
    kind = fields.String()
    channel = fields.String()
    session_id = Id(allow_none=True)
    offer_id = Id(allow_none=True)
    language = fields.String()
    subject = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    at = Instant()
    read_at = Instant(allow_none=True)


class InboxSchema(Schema):
    items = fields.List(fields.Nested(InboxItemSchema))
    next = fields.String(allow_none=True)


class MilestonesSchema(Schema):
    """Days, and nothing of what they stand for."""

    days = fields.List(fields.Date(), required=True, validate=validate.Length(max=24))
