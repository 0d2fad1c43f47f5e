from datetime import date

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from services.matching.domain.credentials import ROLES
from services.matching.domain.not_collected import not_collected, said
from shared.contracts.matching import modality
from shared.web.fields import Code, Id, Instant, Language, Text, Zone
from shared.web.paging import PageQuerySchema

SHORT = validate.Length(1, 40)


class Day(fields.Date):
    """A calendar day, kept as it is written: 2027-03-01."""

    def _deserialize(self, value, attr, data, **kwargs):
        return super()._deserialize(value, attr, data, **kwargs).isoformat()

    def _serialize(self, value, attr, obj, **kwargs):
        return super()._serialize(date.fromisoformat(value) if value else None, attr, obj, **kwargs)


def by_facet() -> fields.Dict:
    """{facet: [codes]}. Which codes there are is the vocabulary's to say."""
    codes = fields.List(fields.String(validate=SHORT), allow_none=True, validate=validate.Length(max=60))
    return fields.Dict(Text(most=40), codes, allow_none=True, validate=validate.Length(max=40))


class WishSchema(Schema):
    facet = fields.String(required=True, validate=SHORT)
    code = fields.String(required=True, validate=SHORT)


class PreferenceSchema(WishSchema):
    strength = Code("required", "preferred", "avoided", required=True)


class CredentialSchema(Schema):
    kind = Code(required=True)
    number = Text(most=40)
    expires_on = Day()


class SaidSchema(Schema):
    """What people say of themselves. In a PATCH, null takes a thing away.

    What we do not collect is refused by its name, so that whoever sends it learns why.
    """

    @pre_load
    def refuse_what_we_do_not_collect(self, given, **kwargs):
        names = [name for name in given if name not in self.fields] if isinstance(given, dict) else []
        if refused := {name: [said(found)] for name in names if (found := not_collected(str(name)))}:
            raise ValidationError(refused)
        return given

    display_name = Text(most=80, allow_none=True)
    language = Language(allow_none=True)
    time_zone = Zone(allow_none=True)
    modalities = fields.List(modality(), allow_none=True, validate=validate.Length(max=5))
    profile = by_facet()
    used = by_facet()
    shown = by_facet()
    not_for_me = by_facet()
    self_described = fields.Dict(Text(most=40), Text(most=120, allow_none=True), allow_none=True)
    preferences = fields.List(fields.Nested(PreferenceSchema), allow_none=True, validate=validate.Length(max=20))
    most_important = fields.Nested(WishSchema, allow_none=True)


class MemberChangeSchema(SaidSchema):
    """`do_not_contact`: they asked us to leave them be. Only they, or staff they told, take it back."""

    do_not_contact = fields.Boolean(allow_none=True)


class MemberSchema(MemberChangeSchema):
    display_name = Text(most=80, required=True)


class MemberViewSchema(MemberChangeSchema):
    """`until`: when to look again, while they are away; `reason` is for staff and the person themselves."""

    id = Id()
    state = Code()
    until = Instant(allow_none=True)
    reason = fields.String(allow_none=True)
    version = fields.Integer()


class CoachChangeSchema(SaidSchema):
    """`welcome_per_week`: welcome conversations we may book into their hours without asking; none: please ask.

    `introduction`: their own words, without other people's names and without dates; `not_names`: words in it with a
    capital letter that are nobody's name.
    """

    external_id = Text(most=80, allow_none=True)
    role = Code(*ROLES, allow_none=True)
    introduction = Text(most=300, allow_none=True)
    not_names = fields.List(Text(most=40), allow_none=True, validate=validate.Length(max=20))
    capacity = fields.Float(allow_none=True, validate=validate.Range(0, 200))
    accepting = fields.Boolean(allow_none=True)
    welcome_per_week = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1, 40))
    credentials = fields.List(fields.Nested(CredentialSchema), allow_none=True, validate=validate.Length(max=20))


class CoachSchema(CoachChangeSchema):
    display_name = Text(most=80, required=True)


class CoachViewSchema(CoachChangeSchema):
    """`load` and `capacity` are weighted by agreed contact. Why a coach is away (`reason`) is for those who oversee."""

    id = Id()
    state = Code()
    until = Instant(allow_none=True)
    reason = fields.String(allow_none=True)
    load = fields.Float()
    version = fields.Integer()


class CoachesSchema(Schema):
    items = fields.List(fields.Nested(CoachViewSchema))
    next = fields.String(allow_none=True)


class CoachesQuerySchema(PageQuerySchema):
    external_id = fields.String(load_default=None, validate=validate.Length(1, 80))


class StaffSchema(Schema):
    display_name = Text(most=80, required=True)
    language = Language()
    time_zone = Zone()


class StaffViewSchema(StaffSchema):
    id = Id()
    version = fields.Integer()


class NamesQuerySchema(Schema):
    ids = fields.List(Id(), required=True, validate=validate.Length(1, 200))
    purpose = Code(load_default="page")


class NameSchema(Schema):
    id = Id()
    display_name = fields.String(attribute="name")
    kinds = fields.List(fields.String())


class NamesSchema(Schema):
    items = fields.List(fields.Nested(NameSchema))
    next = fields.String(allow_none=True)


class LookupQuerySchema(Schema):
    """What a desk knows of somebody who may have been here before. Addresses are looked up where they are kept."""

    display_name = Text(most=80)
    external_id = Text(most=80)


class LikelySchema(NameSchema):
    state = fields.String()
    likeness = fields.String()
    is_waiting = fields.Boolean()


class LookupSchema(Schema):
    items = fields.List(fields.Nested(LikelySchema))
    next = fields.String(allow_none=True)


class CustomsSchema(Schema):
    """`required_credentials` are asked of every coach, `required_by_role` of those in a role; nothing else blocks.

    `answer_within_hours`: how long a coach who is asked has at most, by urgency, and how long as many of them as are
    shown at first have in turn. These cannot be set.
    """

    time_zone = Zone()
    language = Code("en", "es")
    first_contact_hours = fields.Integer(strict=True, validate=validate.Range(1, 24 * 14))
    first_session_hours = fields.Integer(strict=True, validate=validate.Range(1, 24 * 28))
    answer_within_hours = fields.Dict(fields.String(), fields.Integer(), dump_only=True)
    answers_in_turn_within_hours = fields.Dict(fields.String(), fields.Integer(), dump_only=True)
    questions_may_outlast_the_promise = fields.Boolean(dump_only=True)
    required_credentials = fields.List(Code(), validate=validate.Length(max=20))
    required_by_role = fields.Dict(
        Code(*ROLES), fields.List(Code(), allow_none=True, validate=validate.Length(max=20)), allow_none=True
    )
