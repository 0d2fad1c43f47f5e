from typing import Any

from flask import jsonify

from services.scheduling.actions.openings import earliest_of_each, openings_of_coach, openings_of_match
from services.scheduling.api import schemas
from shared.kernel.errors import Invalid
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading

openings = Blueprint("openings", __name__, url_prefix="/openings", description="Times that can be booked")


@openings.get("")
@open_to("member", "coach", "intake", "supervisor", "admin", "service")
@openings.arguments(schemas.OpeningsQuerySchema, location="query")
@openings.response(200, schemas.OpeningsSchema)
def list_openings(asked: dict[str, Any]) -> Any:
    """The openings of a coach, or of two who are matched, wholly between two instants."""
    coach_id, match_id = asked.pop("coach_id", None), asked.pop("match_id", None)
    if (coach_id is None) == (match_id is None):
        words = "Please say which coach, or which match: one of them."
        raise Invalid(words, errors={"coach_id": [words]})
    with open_reading() as rx:
        found = openings_of_coach(rx, coach_id, **asked) if coach_id else openings_of_match(rx, match_id, **asked)
    return jsonify(items=found, next=None)


@openings.post("/earliest")
@open_to("intake", "supervisor", "admin", "service")
@openings.arguments(schemas.EarliestSchema)
@openings.response(200, schemas.OpeningsSchema)
def earliest(asked: dict[str, Any]) -> Any:
    """The earliest opening of each of these coaches, soonest first. Who has none is not in it."""
    with open_reading() as rx:
        return jsonify(items=earliest_of_each(rx, asked.pop("coach_ids"), **asked), next=None)
