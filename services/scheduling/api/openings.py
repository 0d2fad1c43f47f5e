from typing import Any

from flask import jsonify

from services.scheduling.actions.openings import earliest_of_each, openings_of_coach, openings_of_match
from services.scheduling.actions.welcome import openings_of_referral
from services.scheduling.api import schemas
from shared.kernel.errors import Invalid
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading

openings = Blueprint("openings", __name__, url_prefix="/openings", description="Times that can be booked")

OF: dict[str, Any] = {
    "coach_id": openings_of_coach,
    "match_id": openings_of_match,
    "referral_id": openings_of_referral,
}


@openings.get("")
@open_to("member", "coach", "intake", "supervisor", "admin", "service")
@openings.arguments(schemas.OpeningsQuerySchema, location="query")
@openings.response(200, schemas.OpeningsSchema)
def list_openings(asked: dict[str, Any]) -> Any:
    """The openings of a coach, of two who are matched, or for a referral's first conversation, between two instants."""
    whose = {name: asked.pop(name) for name in OF if name in asked}
    if len(whose) != 1:
        words = "Please say which coach, which match or which referral: one of them."
        raise Invalid(words, errors={"coach_id": [words]})
    ((name, id),) = whose.items()
    with open_reading() as rx:
        found = OF[name](rx, id, **asked)
    return jsonify(items=found, next=None)


@openings.post("/earliest")
@open_to("intake", "supervisor", "admin", "service")
@openings.arguments(schemas.EarliestSchema)
@openings.response(200, schemas.OpeningsSchema)
def earliest(asked: dict[str, Any]) -> Any:
    """The earliest opening of each of these coaches, soonest first. Who has none is not in it."""
    with open_reading() as rx:
        return jsonify(items=earliest_of_each(rx, asked.pop("coach_ids"), **asked), next=None)
