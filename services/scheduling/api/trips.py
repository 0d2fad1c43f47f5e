from typing import Any

from marshmallow import Schema, fields

from services.scheduling.actions import trips as actions
from shared.contracts.scheduling import TRIP_STATES
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant

trip_of = Blueprint("trip_of", __name__, url_prefix="/coaches", description="On the road alone, and back by when")
trips = Blueprint("trips", __name__, url_prefix="/trips", description="Who is on the road alone")
OPEN_TO = ("coach", "intake", "supervisor", "admin", "service")


class TripWishSchema(Schema):
    back_by = Instant(required=True)


class WhichTripSchema(Schema):
    back_by = Instant()


class TripShownSchema(Schema):
    coach_id = Id()
    back_by = Instant(allow_none=True)
    state = Code(*TRIP_STATES)


class TripsShownSchema(Schema):
    items = fields.List(fields.Nested(TripShownSchema))
    next = fields.String(allow_none=True)


@trip_of.put("/<uuid:coach_id>/trip")
@open_to(*OPEN_TO)
@trip_of.arguments(TripWishSchema)
@trip_of.response(200, TripShownSchema)
def leave(wish: dict[str, Any], coach_id: object) -> Any:
    """Say when one means to be back, within 24 hours: whoever has not said so by then is asked after."""
    with open_transaction() as tx:
        return actions.say_back_by(tx, str(coach_id), **wish)


@trip_of.get("/<uuid:coach_id>/trip")
@open_to(*OPEN_TO)
@trip_of.response(200, TripShownSchema)
def see(coach_id: object) -> Any:
    """See it: out, late, or back."""
    with open_reading() as rx:
        return actions.trip_seen(rx, str(coach_id))


@trip_of.delete("/<uuid:coach_id>/trip")
@open_to(*OPEN_TO)
@trip_of.arguments(WhichTripSchema, location="query")
@trip_of.response(200, TripShownSchema)
def be_back(which: dict[str, Any], coach_id: object) -> Any:
    """Say that one is back; with `back_by`, from that trip and no other (409 where another time was said meanwhile)."""
    with open_transaction() as tx:
        return actions.be_back(tx, str(coach_id), **which)


@trips.get("")
@open_to("intake", "supervisor", "admin", "service")
@trips.response(200, TripsShownSchema)
def who() -> Any:
    """See who is on the road alone; who should be back first, first."""
    with open_reading() as rx:
        return {"items": actions.trips_seen(rx), "next": None}
