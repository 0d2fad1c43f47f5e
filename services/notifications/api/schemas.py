import re
from datetime import time

from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.notifications.actions.links import BY_LINK
from services.notifications.api.addresses import normal
from services.notifications.domain.message import STATES
from shared.contracts.notifications import ANSWERS
from shared.web.fields import Code, Id, Instant, Language, Text
from shared.web.paging import PageQuerySchema

KINDS = ("email", "sms", "voice", "through_person", "place")
CHANNELS = ("email", "sms", "voice", "in_app")
MOST_WAYS = 10
A_WEEK = 7 * 24 * 60


class YesNo(fields.String):
    """An answer in the words of a form: yes or no. What is sent may be those words, or a plain true or false."""

    def __init__(self) -> None:
        super().__init__(validate=validate.OneOf(("yes", "no")), dump_only=True)

    def _serialize(self, value, attr, obj, **kwargs):
        return None if value is None else "yes" if value else "no"


class WallTime(fields.Field):
    """09:00, or 24:00 for the end of a day."""

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, str) or not re.match(r"([01]\d|2[0-3]):[0-5]\d\Z|24:00\Z", value):
            raise ValidationError("Please give a time, as in 09:00.")
        return time(int(value[:2]) % 24, int(value[3:]))

    def _serialize(self, value, attr, obj, **kwargs):
        return None if value is None else value.strftime("%H:%M")


class ConsentSchema(Schema):
    """Who agreed, when, to which words."""

    given_at = fields.AwareDateTime(required=True)
    wording = Text(most=80, required=True)
    locale = Language(required=True)
    actor = Text(most=60, required=True)

    @post_load
    def as_text(self, told, **kwargs):
        return told | {"given_at": told["given_at"].isoformat()}


class KeptConsentSchema(Schema):
    given_at = fields.String()
    wording = fields.String()
    locale = fields.String()
    actor = fields.String()


class ContactPointSchema(Schema):
    kind = Code(*KINDS, required=True)
    address = Text(most=254, required=True)
    shared = Code("yes", "no", "unknown", load_default="unknown")
    message_ok = fields.Boolean(load_default=True)
    say_we_are = Text(most=120, allow_none=True)
    best_times = Text(most=200, allow_none=True)
    members_may_ring = fields.Boolean()
    consent = fields.Nested(ConsentSchema, allow_none=True)

    @post_load
    def written_one_way(self, told, **kwargs):
        return told | {"address": normal(told["kind"], told["address"])}


class ContactPointsSchema(Schema):
    items = fields.List(fields.Nested(ContactPointSchema), required=True, validate=validate.Length(max=MOST_WAYS))


class KnownContactPointSchema(Schema):
    id = Id()
    kind = fields.String()
    address = fields.String(allow_none=True)
    shared = fields.String()
    message_ok = YesNo()
    say_we_are = fields.String(allow_none=True)
    best_times = fields.String(allow_none=True)
    members_may_ring = YesNo()
    consent = fields.Nested(KeptConsentSchema, allow_none=True)
    confirmed_at = Instant(allow_none=True)
    undeliverable_at = Instant(allow_none=True)
    call_first = fields.Boolean()
    links = fields.Dict(keys=fields.String(), values=fields.String())


class KnownContactPointsSchema(Schema):
    items = fields.List(fields.Nested(KnownContactPointSchema))


class PurposeSchema(Schema):
    purpose = Code()


class QuietHoursSchema(Schema):
    from_ = WallTime(required=True, data_key="from", attribute="from")
    to = WallTime(required=True)


class PreferencesSchema(Schema):
    """`reminders`: minutes before; null: as usual; none: []. Without email in `channels` no mail goes out.

    `discreet` false: messages of a session of two say that it is a coaching session, but where others read along;
    only the person themselves can ask for it.
    """

    channels = fields.List(Code(*CHANNELS), validate=validate.Length(min=1, max=len(CHANNELS)))
    language = Language(allow_none=True)
    quiet_hours = fields.Nested(QuietHoursSchema, allow_none=True)
    reminders = fields.List(
        fields.Integer(strict=True, validate=validate.Range(15, A_WEEK)),
        allow_none=True,
        validate=validate.Length(max=3),
    )
    digest = fields.Boolean(allow_none=True)
    weekly_word = fields.Boolean()
    discreet = fields.Boolean()


class AttemptSchema(Schema):
    number = fields.Integer()
    state = fields.String()
    provider = fields.String(allow_none=True)
    code = fields.Integer(allow_none=True)
    began_at = Instant()
    ended_at = Instant(allow_none=True)


class MessageSchema(Schema):
    """What was or was not said, and why; never the address."""

    id = Id()
    person_id = Id()
    audience = fields.String()
    session_id = Id(allow_none=True)
    offer_id = Id(allow_none=True)
    kind = fields.String()
    minutes_before = fields.Integer(allow_none=True)
    channel = fields.String()
    state = fields.String()
    reason = fields.String(allow_none=True)
    planned_at = Instant()
    due_at = Instant()
    useless_after = Instant()
    handed_over_at = Instant(allow_none=True)
    delivered_at = Instant(allow_none=True)
    attempts = fields.List(fields.Nested(AttemptSchema), attribute="story")


class WordsSaidSchema(Schema):
    """`wording`: which words; en-0 are ours, es-3 the third of the organisation's own, es-0-plain plainer ones."""

    subject = fields.String(allow_none=True)
    text = fields.String()
    wording = fields.String()


class ToldMessageSchema(MessageSchema):
    """`words`, while they are kept; the key that a link carried is not among them."""

    words = fields.Nested(WordsSaidSchema, allow_none=True)


class MessagesSchema(Schema):
    items = fields.List(fields.Nested(MessageSchema))
    next = fields.String(allow_none=True)


class MessagesQuerySchema(PageQuerySchema):
    person_id = Id()
    session_id = Id()
    state = Code(*STATES)


class LookSchema(Schema):
    token = fields.String(required=True, validate=validate.Length(max=64))


class RedemptionSchema(LookSchema):
    act = Code(*ANSWERS, *BY_LINK, allow_none=True)
    session_id = Id()


class LinkSchema(Schema):
    person_id = Id()
    organisation = fields.String()
    audience = fields.String()
    session_id = Id(allow_none=True)
    match_id = Id(allow_none=True)
    time_id = Id(allow_none=True)
    acts = fields.List(fields.String())
    version = fields.Integer(allow_none=True)
    expires_at = Instant()
    open = fields.Boolean()


class RedeemedSchema(LinkSchema):
    act = fields.String(allow_none=True)
