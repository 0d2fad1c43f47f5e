from typing import Any

from services.scheduling.actions.hours import hours_of, set_hours
from services.scheduling.api import availability_schemas as schemas
from shared.kernel.errors import Invalid
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag

availability = Blueprint("availability", __name__, url_prefix="/coaches", description="When a coach can meet")
WHOSE = "These are the hours of another coach."
OPEN_TO = ("coach", "intake", "supervisor", "admin", "service")


@availability.put("/<uuid:coach_id>/availability")
@open_to(*OPEN_TO)
@availability.arguments(schemas.HoursPutSchema)
@availability.response(200, schemas.HoursShownSchema)
def put_hours(document: dict[str, Any], coach_id: object) -> Any:
    """Say when a coach can meet: weekly hours, exceptions, time off and rules, all of them."""
    if document.pop("coach_id", str(coach_id)) != str(coach_id):
        raise Invalid(WHOSE, errors={"coach_id": [WHOSE]})
    document.pop("version", None)
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
