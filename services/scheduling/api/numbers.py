import csv
import io
from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from services.scheduling.actions.numbers import weekly_numbers
from services.scheduling.actions.numbers_list import list_behind
from shared.kernel.sheets import as_words
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant, Zone

numbers = Blueprint("numbers", __name__, url_prefix="/numbers", description="What happened in a week")
COLUMNS = ("week", "measure", "part", "group", "group_name", "value")
HIDDEN = "(too few to show)"


class NumbersQuerySchema(Schema):
    week = fields.String(load_default=None, validate=validate.Length(max=8))
    by = Code("site", "funding", load_default=None)
    time_zone = Zone(load_default=None)
    form = Code("json", "csv", load_default="json")


class NumberSchema(Schema):
    """`has_list`: whether something stands behind it that can be asked for."""

    measure = Code()
    part = fields.String(allow_none=True)
    group = fields.String(allow_none=True)
    group_name = fields.String(allow_none=True)
    value = fields.Raw(allow_none=True)
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
    """As the number said of itself: its part; and, of one site or source of funds, `by` and `group`."""

    week = fields.String(load_default=None, validate=validate.Length(max=8))
    part = fields.String(load_default=None, validate=validate.Length(max=40))
    by = Code("site", "funding", load_default=None)
    group = fields.String(load_default=None, validate=validate.Length(max=40))
    time_zone = Zone(load_default=None)


class LineSchema(Schema):
    """`kind` is what happened; or person, referral, outreach."""

    kind = Code()
    id = Id(allow_none=True)
    person_id = Id(allow_none=True)
    coach_id = Id(allow_none=True)
    at = Instant(allow_none=True)
    minutes = fields.Integer(allow_none=True)
    count = fields.Integer(allow_none=True)


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
def week(asked: dict[str, Any]) -> Any:
    """The numbers of a week (`2026-W47`), as JSON or with `form=csv` as a sheet; small ones are not shown."""
    form = asked.pop("form")
    with open_reading() as rx:
        found = weekly_numbers(rx, **asked)
    return _sheet(found) if form == "csv" else found


@numbers.get("/<string:measure>")
@open_to("supervisor", "admin", "service")
@numbers.arguments(ListQuerySchema, location="query")
@numbers.response(200, NumberListSchema)
def behind(asked: dict[str, Any], measure: str) -> Any:
    """What stands behind one number of a week: by ids, the first two hundred; who was looked at is written down."""
    with open_transaction() as tx:
        return list_behind(tx, measure, **asked) | {"next": None}


def _sheet(found: dict[str, Any]) -> Response:
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    rows.writeheader()
    for item in found["items"]:
        told = {"value": HIDDEN if item["hidden"] else item["value"], "group_name": as_words(item["group_name"])}
        rows.writerow(item | {"week": found["week"]} | told)
    name = f"numbers-{found['week']}.csv"
    return Response(
        text.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
