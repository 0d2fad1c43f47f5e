from marshmallow import Schema, fields, validate

from services.matching.actions.credentials import papers_that_run_out
from services.matching.api.people_schemas import Day
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading
from shared.web.fields import Id

credentials = Blueprint("credentials", __name__, url_prefix="/credentials", description="Papers with a last day")


class ExpiringQuerySchema(Schema):
    within_days = fields.Integer(load_default=60, validate=validate.Range(0, 400))


class ExpiringSchema(Schema):
    """`blocks`: the organisation asks for it, so that nobody new is offered to this coach without it."""

    coach_id = Id()
    role = fields.String()
    kind = fields.String()
    expires_on = Day()
    is_over = fields.Boolean()
    blocks = fields.Boolean()


class ExpiringListSchema(Schema):
    items = fields.List(fields.Nested(ExpiringSchema))
    next = fields.String(allow_none=True)


@credentials.get("/expiring")
@open_to("supervisor", "admin", "service")
@credentials.arguments(ExpiringQuerySchema, location="query")
@credentials.response(200, ExpiringListSchema)
def list_expiring(asked):
    """Papers of coaches whose last day comes within so many days, the earliest first."""
    with open_reading() as rx:
        return {"items": papers_that_run_out(rx, **asked), "next": None}
