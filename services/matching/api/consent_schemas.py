from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.matching.api.people_schemas import Day
from services.matching.api.schemas import LabelSchema
from shared.contracts.vocabulary import codes_of
from shared.web.fields import Code, Id, Instant, Text
from shared.web.paging import PageQuerySchema

TYPES, PURPOSES, CLASSES, KINDS = (
    codes_of(name) for name in ("consent_type", "consent_purpose", "data_class", "recipient_kind")
)
WAYS = ("paper", "voice", "file", "email", "fax")
LEGAL = ("subpoena", "court_order", "warrant", "probation", "other")


class RecipientSchema(Schema):
    """`id`: of an organisation we know (whoever referred the person); else it is given one.

    `participants`: of an exchange, who receives it through them.
    """

    id = Id()
    kind = Code(*(kind for kind in KINDS if kind != "ourselves"), required=True)
    name = Text(most=160)
    address = Text(most=300, allow_none=True)
    participants = fields.List(Text(most=160), validate=validate.Length(max=50))


class SignatureSchema(Schema):
    """`authority`: what lets somebody else sign for the person."""

    by = Code("person", "representative", load_default="person")
    name = Text(most=120, required=True)
    how = Code(*codes_of("signed_how"), required=True)
    authority = Text(most=200, allow_none=True)


class ConsentSchema(Schema):
    """Which parts a type needs, and what is missing, is said field by field, with the number of the element."""

    person_id = Id(required=True)
    type = Code(*TYPES, required=True)
    name = Text(most=120)
    discloser = Text(most=160)
    data_classes = fields.List(Code(*CLASSES), validate=validate.Length(max=10))
    description = Text(most=300, allow_none=True)
    recipient = fields.Nested(RecipientSchema)
    purpose = Code(*PURPOSES)
    purpose_words = Text(most=300, allow_none=True)
    expires_on = Day(allow_none=True)
    expires_at = Instant(allow_none=True)
    ends_with = Code(*codes_of("consent_ends"), allow_none=True)
    ends_with_words = Text(most=200, allow_none=True)
    revocation_explained = fields.Boolean()
    redisclosure_explained = fields.Boolean()
    refusal_explained = fields.Boolean()
    list_explained = fields.Boolean()
    signature = fields.Nested(SignatureSchema)
    signed_at = Instant()


class ConsentViewSchema(ConsentSchema):
    """`state`: active, expired, ended, revoked. `stops`: what its end stops, line by line."""

    id = Id()
    purpose = fields.String()
    recipient = fields.Dict()
    state = fields.String()
    signed_how = fields.String()
    recorded_at = Instant()
    recorded_by = Id()
    ended_at = Instant(allow_none=True)
    ended_how = fields.String(allow_none=True)
    stops = fields.List(fields.Nested(LabelSchema))
    version = fields.Integer()


class ConsentsSchema(Schema):
    items = fields.List(fields.Nested(ConsentViewSchema))
    next = fields.String(allow_none=True)


class ConsentsQuerySchema(PageQuerySchema):
    """`person_id` absent: one's own."""

    person_id = Id(load_default=None)


class RevocationSchema(Schema):
    how = Code(*codes_of("revoked_how"), allow_none=True)


class EndingQuerySchema(Schema):
    within_days = fields.Integer(load_default=30, validate=validate.Range(1, 366))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class EndsSoonSchema(Schema):
    """`notice`: 30, 14 or 3 days: the last of these that has come."""

    consent_id = Id()
    person_id = Id()
    type = fields.String()
    purpose = fields.String()
    recipient_kind = fields.String()
    expires_at = Instant()
    notice = fields.Integer()
    stops = fields.List(fields.Nested(LabelSchema))


class EndsSoonListSchema(Schema):
    items = fields.List(fields.Nested(EndsSoonSchema))
    next = fields.String(allow_none=True)


class ToWhomSchema(RecipientSchema):
    """Whoever is of a class, not named in the consent itself, is named here."""

    class Meta:
        exclude = ("participants",)

    @validates_schema
    def name_somebody(self, said, **kwargs):
        if not said.get("id") and not said.get("name"):
            raise ValidationError("Please say who it is told to.", "name")


class DisclosureSchema(Schema):
    recipient = fields.Nested(ToWhomSchema, required=True)
    purpose = Code(*PURPOSES, required=True)
    data_classes = fields.List(Code(*CLASSES), required=True, validate=validate.Length(1, 10))
    way = Code(*WAYS, load_default="paper")
    description = Text(most=300, allow_none=True)


class NoticeSchema(Schema):
    short = fields.String()
    long = fields.String()


class CoveringSchema(Schema):
    """The consent it was told under. `scope`: what was agreed to, in words that go along."""

    id = Id()
    type = fields.String()
    purpose = fields.String()
    data_classes = fields.List(fields.String())
    expires_at = Instant(allow_none=True)
    ends_with = fields.String(allow_none=True)
    signed_at = Instant()
    scope = fields.Nested(LabelSchema)


class ToldSchema(Schema):
    """What goes out, with the notice and the consent's scope. `record`: what was told, by class."""

    id = Id()
    at = Instant()
    person_id = Id()
    recipient = fields.Dict()
    purpose = fields.String()
    data_classes = fields.List(fields.String())
    way = fields.String()
    notice = fields.Nested(NoticeSchema)
    consent = fields.Nested(CoveringSchema)
    record = fields.Dict()


class ProgressQuerySchema(Schema):
    """`recipient`: on whose behalf the portal asks."""

    recipient = Id()


class ToldProgressSchema(Schema):
    referral_id = Id()
    progress = fields.String()
    disclosure_id = Id()
    notice = fields.Nested(NoticeSchema)
    consent = fields.Nested(CoveringSchema)


class AccountedSchema(Schema):
    id = Id()
    at = Instant()
    consent_id = Id()
    recipient = fields.Dict()
    description = fields.Nested(LabelSchema)
    purpose = fields.String()
    data_classes = fields.List(fields.String())
    way = fields.String()


class AccountingSchema(Schema):
    items = fields.List(fields.Nested(AccountedSchema))
    next = fields.String(allow_none=True)


class AccountingQuerySchema(PageQuerySchema):
    """`recipient_kind=intermediary`: what went through an exchange, which is the list of 42 CFR 2.24."""

    recipient_kind = Code(*KINDS, load_default=None)
    form = Code("json", "csv", load_default="json")
    language = Code("en", "es", load_default="en")


class RestrictionSchema(Schema):
    """Not to this one, not for that, not this; what is left open means any."""

    id = Id(dump_only=True)
    recipient_id = Id(allow_none=True)
    purpose = Code(*PURPOSES, allow_none=True)
    data_class = Code(*CLASSES, allow_none=True)
    words = Text(most=300, allow_none=True)
    made_at = Instant(dump_only=True)


class RestrictionsSchema(Schema):
    items = fields.List(fields.Nested(RestrictionSchema))
    next = fields.String(allow_none=True)


class LegalRequestSchema(Schema):
    kind = Code(*LEGAL, required=True)
    received_at = Instant()
    person_id = Id(allow_none=True)
    note = Text(most=600, allow_none=True)


class LegalRefusalSchema(Schema):
    """`in_words`: what to read out."""

    id = Id()
    kind = fields.String()
    received_at = Instant()
    state = fields.String()
    in_words = fields.Nested(LabelSchema)
