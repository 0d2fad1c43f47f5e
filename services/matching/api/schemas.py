from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.matching.domain.offer import SHOWN_FIRST
from shared.contracts.matching import URGENCIES
from shared.contracts.vocabulary import codes_of
from shared.web.fields import Code, Id, Instant, Text
from shared.web.paging import PageQuerySchema

REFERRAL_STATES = ("waiting", "offered", "matched", "closed")


class LabelSchema(Schema):
    en = fields.String()
    es = fields.String()


class PublishedCodeSchema(Schema):
    """`own`: a word of this organisation. `retired`: still understood, no longer asked for."""

    code = fields.String()
    label = fields.Nested(LabelSchema)
    private = fields.Boolean()
    own = fields.Boolean()
    retired = fields.Boolean()


class FacetSchema(Schema):
    facet = fields.String()
    label = fields.Nested(LabelSchema)
    identity = fields.Boolean()
    single = fields.Boolean()
    open = fields.Boolean()
    codes = fields.List(fields.Nested(PublishedCodeSchema))


class VocabularySchema(Schema):
    version = fields.String()
    facets = fields.List(fields.Nested(FacetSchema))
    lists = fields.List(fields.Nested(FacetSchema))


class NeverMatchSchema(Schema):
    person_ids = fields.List(Id(), required=True, validate=validate.Length(equal=2))
    kind = Code(*codes_of("apart"), required=True)
    note = Text(most=280, allow_none=True)


class NeverMatchViewSchema(Schema):
    id = Id()
    person_ids = fields.List(Id())
    kind = fields.String()


class ReferralSchema(Schema):
    """Who, how soon, from when: that is enough. `now_at`: where the person is now, in free words, kept sealed."""

    member_id = Id(required=True)
    urgency = Code(*URGENCIES, load_default="routine")
    source = Code(*codes_of("source"), load_default="self")
    ready_from = Instant(allow_none=True)
    referred_by = Id(allow_none=True)
    now_at = Text(most=120, allow_none=True)


class ReferralChangeSchema(Schema):
    urgency = Code(*URGENCIES)
    ready_from = Instant()
    now_at = Text(most=120, allow_none=True)


class ReferralViewSchema(Schema):
    """`progress` is all that whoever sent the person may hear, as they consent."""

    id = Id()
    member_id = Id()
    urgency = fields.String()
    source = fields.String()
    ready_from = Instant()
    filed_at = Instant()
    referred_by = Id(allow_none=True)
    intake_id = Id(allow_none=True)
    state = fields.String()
    outcome = fields.String(allow_none=True)
    next_steps = fields.List(fields.String())
    look_again_at = Instant(allow_none=True)
    priority = fields.Boolean()
    replaces_match_id = Id(allow_none=True)
    progress = fields.String()
    first_contact_at = Instant(allow_none=True)
    first_session_at = Instant(allow_none=True)
    now_at = fields.String(allow_none=True)
    version = fields.Integer()


class ReferralsSchema(Schema):
    items = fields.List(fields.Nested(ReferralViewSchema))
    next = fields.String(allow_none=True)


class ReferralsQuerySchema(PageQuerySchema):
    """`filed_from`: what was filed since then. In the order `newest` there is one page of them, `limit` long."""

    state = Code(*REFERRAL_STATES)
    member_id = Id()
    filed_from = Instant()
    order = Code("waiting", "newest", load_default="waiting")

    @validates_schema
    def refuse_a_second_page_of_the_newest(self, asked, **kwargs):
        if asked["order"] == "newest" and asked.get("cursor"):
            raise ValidationError({"cursor": ["Of the newest there is one page."]})


class ShortlistQuerySchema(Schema):
    limit = fields.Integer(load_default=SHOWN_FIRST, validate=validate.Range(1, 50))
    language = Code("en", "es")
    explain = Code("weights")


class AboutSchema(Schema):
    facet = fields.String()
    code = fields.String()


class ReasonSchema(Schema):
    """`facets`: the headings of the vocabulary of which its words speak."""

    code = fields.String()
    text = fields.String()
    facets = fields.List(fields.String())


class SuggestionSchema(Schema):
    coach_id = Id()
    position = fields.Integer()
    reasons = fields.List(fields.Nested(ReasonSchema))
    not_met = fields.List(fields.Nested(ReasonSchema))
    first_opening = Instant(allow_none=True)
    terms = fields.Dict(fields.String(), fields.Float())
    points = fields.Float()


class NotShownSchema(Schema):
    constraint = fields.String()
    about = fields.Nested(AboutSchema, allow_none=True)
    text = fields.String()
    count = fields.Integer()
    would_open = fields.Integer()


class ShortlistSchema(Schema):
    shortlist_id = Id()
    items = fields.List(fields.Nested(SuggestionSchema))
    considered = fields.Integer()
    not_shown = fields.List(fields.Nested(NotShownSchema))
    next = fields.String(allow_none=True)


class ChoicesSchema(Schema):
    shortlist_id = Id(required=True)
    coach_ids = fields.List(Id(), required=True, validate=validate.Length(1, 10))
    proposed_starts_at = Instant(allow_none=True)
