import re
from typing import Any

from flask import request

from services.scheduling.actions.calendar_file import MOST_BYTES, read_busy
from services.scheduling.actions.hours import hours_of, keep_busy_calendar, may_keep_calendar, set_hours
from services.scheduling.api import availability_schemas as schemas
from shared.kernel.errors import Invalid
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.bodies import takes
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag

availability = Blueprint("availability", __name__, url_prefix="/coaches", description="When a coach can meet")
OPEN_TO = ("coach", "intake", "supervisor", "admin", "service")
NAME = re.compile(r"[A-Za-z0-9._-]{1,80}\Z")
NOT_YET = "Subscribing to an address is not possible yet. Please send the calendar itself, as text/calendar."


@availability.put("/<uuid:coach_id>/availability")
@open_to(*OPEN_TO)
@availability.arguments(schemas.HoursSchema)
@availability.response(200, schemas.HoursShownSchema)
def put_hours(document: dict[str, Any], coach_id: object) -> Any:
    """Say when a coach can meet: weekly hours, exceptions, time off and rules, all of them."""
    with open_transaction() as tx:
        kept = set_hours(tx, str(coach_id), document)
    return kept, 200, etag(kept["version"])


@availability.get("/<uuid:coach_id>/availability")
@open_to(*OPEN_TO)
@availability.response(200, schemas.HoursShownSchema)
def get_hours(coach_id: object) -> Any:
    """See when a coach can meet."""
    with open_reading() as rx:
        found = hours_of(rx, str(coach_id))
    return found, 200, etag(found["version"])


@availability.put("/<uuid:coach_id>/busy-calendars/<name>")
@open_to(*OPEN_TO)
@availability.response(200, schemas.BusyCalendarSchema)
@takes("text/calendar", most_bytes=MOST_BYTES + 1024)
def put_busy_calendar(coach_id: object, name: str) -> Any:
    """Block the times in a calendar (text/calendar). Only times are kept, and no words."""
    if not NAME.match(name):
        raise Invalid(
            "Please use letters, digits, dots and dashes in the name.", errors={"name": ["Up to 80 of them."]}
        )
    if request.is_json:
        raise Invalid(NOT_YET, errors={"url": [NOT_YET]})
    with open_reading() as rx:
        now = may_keep_calendar(rx, str(coach_id))
    times = read_busy(request.get_data(), now=now)
    with open_transaction() as tx:
        return keep_busy_calendar(tx, str(coach_id), name, times)
