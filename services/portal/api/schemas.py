import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from shared.web.fields import Code, Id, Instant, Text

KINDS = ("phone", "email", "come_by", "through_person", "place")
AGE = re.compile(
    r"(^|[\W_])(age|dob|yob|born|minor|edad|menor|años)([\W_]|$)|birth|under_?18|naci[mód]|cumplea", re.IGNORECASE
)
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
FROM_18_ON = (
    "We take no ages and no dates of birth. We walk with people from 18 on; for somebody younger, please ring us: "
    "together we find who can be there."
)
STATES = ("received", "in_touch", "meeting", "could_not_reach")


class ReachSchema(Schema):
    """`agreed_to_messages`: the person said yes to hear from us there. Without it somebody rings."""

    kind = Code(*KINDS, required=True)
    address = Text(most=254)
    shared = Code("yes", "no", "unknown", load_default="unknown")
    agreed_to_messages = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    message_ok = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    say_we_are = Text(most=120)
    best_times = Text(most=200)

    @validates_schema
    def say_where(self, said: dict[str, Any], **_: Any) -> None:
        if said.get("kind") != "come_by" and not said.get("address"):
            raise ValidationError("Please say where.", "address")


class SentSchema(Schema):
    """A name to use, a way to reach them, when. A nickname is enough; nothing else of a person is taken.

    Whoever tells of an age learns for whom we are here, and what to do for somebody younger.
    """

    @pre_load
    def refuse_ages(self, given: Any, **_: Any) -> Any:
        if told := [name for name in given if AGE.search(HUMP.sub("_", str(name)))] if isinstance(given, dict) else []:
            raise ValidationError({name: [FROM_18_ON] for name in told})
        return given

    name = Text(most=60, required=True)
    reach = fields.Nested(ReachSchema, required=True)
    urgency = Code("urgent", "soon", "routine", load_default="routine")
    ready_from = Instant(allow_none=True)
    now_at = Text(most=120, allow_none=True)
    language = Code("en", "es", load_default="en")


class ScopeSchema(Schema):
    """What the person agreed to, in words: it goes along with what you hear, and so does the notice."""

    id = Id()
    scope = fields.Dict(fields.String(), fields.String())


class ReferralSchema(Schema):
    """`state`: null where the person has not agreed that you hear of it; else `notice` and `consent` go along."""

    id = Id()
    state = fields.String(allow_none=True, validate=validate.OneOf(STATES))
    notice = fields.Dict(fields.String(), fields.String())
    consent = fields.Nested(ScopeSchema)


class ReferralsSchema(Schema):
    items = fields.List(fields.Nested(ReferralSchema))
    next = fields.String(allow_none=True)


class ListSchema(Schema):
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 50))
    cursor = Id(load_default=None)
