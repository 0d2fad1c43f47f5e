"""Calendars that block time: a coach's own, and the days on which an organisation is closed."""

import re
from typing import Any

from flask import request
from marshmallow import Schema, fields, validate
from webargs.flaskparser import parser

from services.scheduling.actions import busy_calendars as actions
from services.scheduling.actions.calendar_file import MOST_BYTES, read_busy
from services.scheduling.api.availability import OPEN_TO, availability
from shared.kernel.errors import Invalid
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.bodies import takes
from shared.web.context import door, open_reading, open_transaction
from shared.web.fields import Id, Instant

closures = Blueprint("closures", __name__, url_prefix="/closures", description="When nobody meets here")
MANAGE = ("intake", "supervisor", "admin", "service")
NAME = re.compile(r"[A-Za-z0-9._-]{1,80}\Z")
MOST = MOST_BYTES + 1024


class AddressSchema(Schema):
    """Where a calendar stands, for us to read again and again."""

    url = fields.String(required=True, validate=validate.Length(1, 2000))


class BusyCalendarSchema(Schema):
    coach_id = Id()
    name = fields.String()
    busy_times = fields.Integer()
    subscribed = fields.Boolean()
    read_at = Instant()
    read_until = Instant()
    trouble = fields.String(allow_none=True)
    trouble_in_words = fields.String(allow_none=True)
    trouble_since = Instant(allow_none=True)


class BusyCalendarsSchema(Schema):
    items = fields.List(fields.Nested(BusyCalendarSchema))
    next = fields.String(allow_none=True)


class ClosureSchema(BusyCalendarSchema):
    class Meta:
        exclude = ("coach_id",)


class ClosuresSchema(Schema):
    items = fields.List(fields.Nested(ClosureSchema))
    next = fields.String(allow_none=True)


@availability.put("/<uuid:coach_id>/busy-calendars/<name>")
@open_to(*OPEN_TO)
@availability.response(200, BusyCalendarSchema)
@takes("text/calendar", most_bytes=MOST)
def put_busy_calendar(coach_id: object, name: str) -> Any:
    """Block the times in a calendar: `text/calendar`, or `{url}` to subscribe. Only times are kept, and no words."""
    return _put(str(coach_id), name)


@availability.get("/<uuid:coach_id>/busy-calendars")
@open_to(*OPEN_TO)
@availability.response(200, BusyCalendarsSchema)
def list_busy_calendars(coach_id: object) -> Any:
    """See which calendars block a coach's time, when each was read, and which cannot be read just now."""
    return _list(str(coach_id))


@availability.delete("/<uuid:coach_id>/busy-calendars/<name>")
@open_to(*OPEN_TO)
@availability.response(204)
def delete_busy_calendar(coach_id: object, name: str) -> None:
    """Take one away: its times are free again."""
    with open_transaction() as tx:
        actions.forget_calendar(tx, str(coach_id), name)


@closures.put("/<name>")
@open_to(*MANAGE)
@closures.response(200, ClosureSchema)
@takes("text/calendar", most_bytes=MOST)
def put_closures(name: str) -> Any:
    """Close the organisation at the times in a calendar, a public holiday file say: `text/calendar`, or `{url}`."""
    return _put(None, name)


@closures.get("")
@open_to("coach", *MANAGE)
@closures.response(200, ClosuresSchema)
def list_closures() -> Any:
    """See which calendars close the organisation, and when each was read."""
    return _list(None)


@closures.delete("/<name>")
@open_to(*MANAGE)
@closures.response(204)
def delete_closures(name: str) -> None:
    """Take one away: its days are open again."""
    with open_transaction() as tx:
        actions.forget_calendar(tx, None, name)


def _put(coach_id: str | None, name: str) -> Any:
    """The file is read, and the address asked, before anything is written and outside any transaction."""
    if not NAME.match(name):
        words = "Please use letters, digits, dots and dashes in the name."
        raise Invalid(words, errors={"name": ["Up to 80 of them."]})
    url = parser.parse(AddressSchema(), request)["url"] if request.is_json else None
    with open_reading() as rx:
        now = actions.may_keep_calendar(rx, coach_id)
    times = actions.read_address(door().desk, url) if url else read_busy(request.get_data(), now=now)
    with open_transaction() as tx:
        return actions.keep_calendar(tx, coach_id, name, times, url=url)


def _list(coach_id: str | None) -> Any:
    with open_reading() as rx:
        return {"items": actions.calendars_seen(rx, coach_id), "next": None}
