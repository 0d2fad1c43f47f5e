from typing import Any

from marshmallow import Schema, fields

from services.scheduling.actions.places import add_place, change_place, place_seen, places_seen, who_names_it
from services.scheduling.actions.replacing_place import replace_place
from services.scheduling.api.schemas import SessionSchema
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match
from shared.web.fields import Id, Text
from shared.web.idempotency import acts_once

places = Blueprint("places", __name__, url_prefix="/places", description="Where people meet")
EVERYBODY = ("member", "coach", "intake", "supervisor", "admin", "service")
MANAGE = ("intake", "supervisor", "admin", "service")


class NewPlaceSchema(Schema):
    """`discreet_name` stands in messages and calendars: "12 Main St, side door", "the usual place". `way_there` is how
    to get there, for whoever meets there: it stands on pages, and in no message.
    """

    name = Text(most=80, required=True)
    discreet_name = Text(most=80, required=True)
    way_there = Text(most=300, allow_none=True)


class PlaceChangeSchema(Schema):
    name = Text(most=80)
    discreet_name = Text(most=80)
    way_there = Text(most=300, allow_none=True)
    open = fields.Boolean(truthy={True}, falsy={False})


class PlaceSchema(Schema):
    id = Id()
    name = fields.String()
    discreet_name = fields.String()
    way_there = fields.String(allow_none=True)
    open = fields.Boolean()
    version = fields.Integer()


class PlacesSchema(Schema):
    items = fields.List(fields.Nested(PlaceSchema))
    next = fields.String(allow_none=True)


class PlaceUsesSchema(Schema):
    """`sessions`: the first two hundred that lie ahead; `sessions_ahead` is how many there are."""

    coach_ids = fields.List(Id())
    sessions_ahead = fields.Integer()
    sessions = fields.List(fields.Nested(SessionSchema))


class ReplacementSchema(Schema):
    place_id = Id(required=True)


class ReplacedSchema(PlaceUsesSchema):
    """What was changed, and what still names the place."""

    coaches_changed = fields.Integer()
    sessions_changed = fields.Integer()


@places.get("")
@open_to(*EVERYBODY)
@places.response(200, PlacesSchema)
def list_places() -> Any:
    """See the places of this organisation, with the way there; a member sees their discreet names only."""
    with open_reading() as rx:
        return {"items": places_seen(rx), "next": None}


@places.post("")
@open_to(*MANAGE)
@acts_once
@places.arguments(NewPlaceSchema)
@places.response(201, PlaceSchema)
def add(said: dict[str, Any]) -> Any:
    """Add a place with its two names."""
    with open_transaction() as tx:
        return add_place(tx, **said)


@places.get("/<uuid:place_id>")
@open_to(*EVERYBODY)
@places.response(200, PlaceSchema)
def see(place_id: object) -> Any:
    """See one place."""
    with open_reading() as rx:
        found = place_seen(rx, str(place_id))
    return found, 200, etag(found["version"])


@places.get("/<uuid:place_id>/uses")
@open_to(*MANAGE)
@places.response(200, PlaceUsesSchema)
def uses(place_id: object) -> Any:
    """Whose hours name it, and which sessions are to be there: to be seen before it closes, and settled afterwards."""
    with open_reading() as rx:
        return who_names_it(rx, str(place_id))


@places.post("/<uuid:place_id>/replacement")
@open_to(*MANAGE)
@acts_once
@places.arguments(ReplacementSchema)
@places.response(201, ReplacedSchema)
def replace(said: dict[str, Any], place_id: object) -> Any:
    """Another place instead, in hours and in sessions that lie ahead; people hear of it. Groups' meetings stay."""
    with open_transaction() as tx:
        return replace_place(tx, str(place_id), instead=said["place_id"])


@places.patch("/<uuid:place_id>")
@open_to(*MANAGE)
@places.arguments(PlaceChangeSchema)
@places.response(200, PlaceSchema)
def change(said: dict[str, Any], place_id: object) -> Any:
    """Change a name, or close it (`If-Match`)."""
    read_version = if_match()
    with open_transaction() as tx:
        kept = change_place(tx, str(place_id), change=said, read_version=read_version)
    return kept, 200, etag(kept["version"])
