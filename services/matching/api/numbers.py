from marshmallow import Schema, fields, validate

from services.matching.actions.numbers import list_behind, weekly_numbers
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant, Zone

numbers = Blueprint("numbers", __name__, url_prefix="/numbers", description="How people came, in a week")
WEEK = validate.Length(max=8)


class NumbersQuerySchema(Schema):
    """`hide_below`: what the organisation set for its weekly numbers, where they are put together."""

    week = fields.String(load_default=None, validate=WEEK)
    time_zone = Zone(load_default=None)
    hide_below = fields.Integer(load_default=5, validate=validate.Range(1, 100))


class NumberSchema(Schema):
    measure = Code()
    part = fields.String()
    value = fields.Integer(allow_none=True)
    hidden = fields.Boolean()
    has_list = fields.Boolean()


class NumbersSchema(Schema):
    week = fields.String()
    from_ = Instant(data_key="from", attribute="from")
    to = Instant()
    time_zone = Zone()
    hidden_below = fields.Integer()
    items = fields.List(fields.Nested(NumberSchema))
    definitions = fields.Dict(keys=fields.String(), values=fields.String())


class ListQuerySchema(Schema):
    week = fields.String(load_default=None, validate=WEEK)
    part = fields.String(load_default=None, validate=validate.Length(1, 40))
    time_zone = Zone(load_default=None)


class LineSchema(Schema):
    kind = Code()
    id = Id()
    person_id = Id()
    at = Instant()


class NumberListSchema(Schema):
    """`lines`: how many there are in all."""

    week = fields.String()
    measure = Code()
    part = fields.String(allow_none=True)
    lines = fields.Integer()
    items = fields.List(fields.Nested(LineSchema))
    next = fields.String(allow_none=True)


@numbers.get("")
@open_to("supervisor", "admin", "service")
@numbers.arguments(NumbersQuerySchema, location="query")
@numbers.response(200, NumbersSchema)
def week(asked):
    """How people came who became ready in a week (`2026-W47`); small numbers are not shown."""
    with open_reading() as rx:
        return weekly_numbers(rx, **asked)


@numbers.get("/<string:measure>")
@open_to("supervisor", "admin", "service")
@numbers.arguments(ListQuerySchema, location="query")
@numbers.response(200, NumberListSchema)
def behind(asked, measure):
    """Who stands behind `came`, or one `part` of it: ids, the first two hundred; who was looked at is written down."""
    with open_transaction() as tx:
        return list_behind(tx, measure, **asked) | {"next": None}
