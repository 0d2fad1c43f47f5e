"""Looking at a record that is not one's own to see, because it cannot wait; and reading why somebody did."""

from marshmallow import Schema, fields, validate

from services.matching.actions import emergencies as actions
from services.matching.api.people import people
from services.matching.domain.emergency import REASONS
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant
from shared.web.idempotency import acts_once
from shared.web.paging import PageQuerySchema

emergencies = Blueprint("emergencies", __name__, url_prefix="/emergencies", description="Who looked, and why")


class WhySchema(Schema):
    """`why`: in words, for the supervisor who will ask."""

    reason = Code(*REASONS, required=True)
    why = fields.String(required=True, validate=validate.Length(min=10, max=500))


class EmergencySchema(Schema):
    id = Id()
    person_id = Id()
    coach_id = Id()
    reason = fields.String()
    state = fields.String()
    opened_at = Instant()
    expires_at = Instant()
    reviewed_at = Instant(allow_none=True)
    reviewed_by = Id(allow_none=True)


class WithWhySchema(EmergencySchema):
    why = fields.String(allow_none=True)


class EmergenciesQuerySchema(PageQuerySchema):
    state = Code("opened", "reviewed", load_default="opened")


class EmergenciesSchema(Schema):
    items = fields.List(fields.Nested(WithWhySchema))
    next = fields.String(allow_none=True)


@people.post("/<uuid:person_id>/emergencies")
@open_to("coach")
@acts_once
@people.arguments(WhySchema)
@people.response(201, EmergencySchema)
def look(said, person_id):
    """See somebody who is not yours, for an hour: the supervisors' page says so, and the person can read it."""
    with open_transaction() as tx:
        return actions.look_in_an_emergency(tx, str(person_id), **said)


@emergencies.get("")
@open_to("supervisor", "admin")
@emergencies.arguments(EmergenciesQuerySchema, location="query")
@emergencies.response(200, EmergenciesSchema)
def list_them(asked):
    """Who looked at whom in an emergency, and why; those nobody has read yet, unless you say otherwise.

    Nothing is written where nothing is shown: a page with an empty list waits behind nobody who writes.
    """
    with open_reading() as rx:
        found, following = actions.list_emergencies(rx, **asked)
    if found:
        with open_transaction() as tx:
            actions.note_reading(tx, found)
    return {"items": found, "next": following}


@emergencies.post("/<uuid:emergency_id>/review")
@open_to("supervisor", "admin")
@acts_once
@emergencies.response(201, EmergencySchema)
def review(emergency_id):
    """Read, and looked into."""
    with open_transaction() as tx:
        return actions.review(tx, str(emergency_id))
