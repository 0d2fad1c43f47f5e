from typing import Any

from marshmallow import Schema, fields, validate

from services.scheduling.actions import covers as actions
from services.scheduling.api.fields import Way
from shared.contracts.scheduling import COVER_STATES
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant
from shared.web.idempotency import acts_once
from shared.web.paging import PageQuerySchema

covers = Blueprint("covers", __name__, url_prefix="/covers", description="Sessions colleagues may take over")
cover_of = Blueprint("cover_of", __name__, url_prefix="/sessions", description="A session its coach cannot keep")
covers_of = Blueprint("covers_of", __name__, url_prefix="/coaches", description="What a coach who is away had")
OPEN_TO = ("coach", "intake", "supervisor", "admin", "service")


class AskingSchema(Schema):
    """Those named, or everybody who has hours here."""

    colleague_ids = fields.List(Id(), validate=validate.Length(1, 200))


class AskingForTimeSchema(AskingSchema):
    from_ = Instant(data_key="from", attribute="first", required=True)
    to = Instant(attribute="last", required=True)


class ClaimSchema(Schema):
    """`coach_id`: staff write down who said yes."""

    coach_id = Id()


class CoversQuerySchema(PageQuerySchema):
    state = Code(*COVER_STATES)


class NotToldSchema(Schema):
    coach_id = Id()
    reason = Code()


class CoverSchema(Schema):
    id = Id()
    session_id = Id()
    coach_id = Id()
    starts_at = Instant()
    ends_at = Instant()
    time_zone = fields.String()
    modality = Way()
    place_id = Id(allow_none=True)
    state = Code(*COVER_STATES)
    offered_at = Instant()
    claimed_by = Id(allow_none=True)
    told = fields.List(Id())
    not_told = fields.List(fields.Nested(NotToldSchema))
    version = fields.Integer()


class NotOfferedSchema(Schema):
    session_id = Id()
    reason = Code()


class CoversSchema(Schema):
    items = fields.List(fields.Nested(CoverSchema))
    not_offered = fields.List(fields.Nested(NotOfferedSchema))
    next = fields.String(allow_none=True)


@cover_of.post("/<uuid:session_id>/cover")
@open_to(*OPEN_TO)
@acts_once
@cover_of.arguments(AskingSchema)
@cover_of.response(201, CoverSchema)
def offer(wanted: dict[str, Any], session_id: object) -> Any:
    """Offer a session to colleagues. Says who was told, and who could not be, and why."""
    with open_transaction() as tx:
        return actions.offer_cover(tx, str(session_id), **wanted)


@covers_of.post("/<uuid:coach_id>/covers")
@open_to(*OPEN_TO)
@acts_once
@covers_of.arguments(AskingForTimeSchema)
@covers_of.response(201, CoversSchema)
def offer_all(wanted: dict[str, Any], coach_id: object) -> Any:
    """Offer all that a coach has between two instants."""
    with open_transaction() as tx:
        return actions.offer_day(tx, str(coach_id), **wanted)


@covers.get("")
@open_to(*OPEN_TO)
@covers.arguments(CoversQuerySchema, location="query")
@covers.response(200, CoversSchema)
def list_covers(asked: dict[str, Any]) -> Any:
    """List what one was told of and what one offered; for staff, everything."""
    with open_reading() as rx:
        found, following = actions.covers_seen(rx, **asked)
    return {"items": found, "next": following}


@covers.get("/<uuid:cover_id>")
@open_to(*OPEN_TO)
@covers.response(200, CoverSchema)
def see(cover_id: object) -> Any:
    """See one."""
    with open_reading() as rx:
        return actions.cover_seen(rx, str(cover_id))


@covers.post("/<uuid:cover_id>/claim")
@open_to(*OPEN_TO)
@acts_once
@covers.arguments(ClaimSchema)
@covers.response(201, CoverSchema)
def claim(given: dict[str, Any], cover_id: object) -> Any:
    """Claim it: whoever is first has it, and the others hear 409 `claimed`."""
    with open_transaction() as tx:
        return actions.claim_cover(tx, str(cover_id), **given)


@covers.post("/<uuid:cover_id>/withdrawal")
@open_to(*OPEN_TO)
@acts_once
@covers.response(201, CoverSchema)
def take_back(cover_id: object) -> Any:
    """Keep the session after all."""
    with open_transaction() as tx:
        return actions.take_cover_back(tx, str(cover_id))
