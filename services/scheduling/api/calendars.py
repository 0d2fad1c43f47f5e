from typing import Any

import flask
from marshmallow import Schema, fields

from services.scheduling.actions.calendars import close_calendar, feed, open_calendar
from shared.web.app import Blueprint
from shared.web.auth import open_to, open_to_all
from shared.web.context import door, open_transaction
from shared.web.fields import Id
from shared.web.idempotency import acts_once

calendars = Blueprint("calendars", __name__, url_prefix="/calendars", description="One's sessions in one's calendar")
feeds = flask.Blueprint("feeds", __name__, url_prefix="/calendars")
OPEN_TO = ("member", "coach", "intake", "supervisor", "admin", "service")


class CalendarWishSchema(Schema):
    person_id = Id(required=True)


class CalendarSchema(Schema):
    id = Id()
    url = fields.String()


@calendars.post("")
@open_to(*OPEN_TO)
@acts_once
@calendars.arguments(CalendarWishSchema)
@calendars.response(201, CalendarSchema)
def make(wanted: dict[str, Any]) -> Any:
    """Make a private address at which a calendar finds one's sessions. It is told this once."""
    with open_transaction() as tx:
        return open_calendar(tx, **wanted)


@calendars.delete("/<uuid:calendar_id>")
@open_to(*OPEN_TO)
@calendars.response(204)
def revoke(calendar_id: object) -> None:
    """Take it back: whoever has the address sees nothing any more."""
    with open_transaction() as tx:
        close_calendar(tx, str(calendar_id))


@feeds.get("/<secret>.ics")
@open_to_all
def read(secret: str) -> flask.Response:
    """The sessions, for whoever holds the secret."""
    answer = flask.Response(feed(door().desk, secret), mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
