from services.notifications.actions.codes import count_codes, make_codes
from services.notifications.actions.contact_points import (
    confirm_contact_point,
    end_contact_point,
    put_contact_points,
    read_contact_points,
)
from services.notifications.actions.preferences import put_preferences, read_preferences
from services.notifications.api import code_schemas, schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

people = Blueprint("people", __name__, url_prefix="/people", description="How and when to reach a person")
WHO_TAKE_PEOPLE_IN = ("intake", "supervisor", "admin")
THEMSELVES_OR_STAFF = ("member", "coach", "intake", "supervisor", "admin", "service")


@people.put("/<uuid:person_id>/contact-points")
@open_to(*THEMSELVES_OR_STAFF)
@people.arguments(schemas.ContactPointsSchema)
@people.response(200, schemas.KnownContactPointsSchema)
def put_ways(given, person_id):
    """Say how a person can be reached; the first that works is used."""
    with open_transaction() as tx:
        return put_contact_points(tx, str(person_id), **given)


@people.get("/<uuid:person_id>/contact-points")
@open_to(*THEMSELVES_OR_STAFF)
@people.arguments(schemas.PurposeSchema, location="query")
@people.response(200, schemas.KnownContactPointsSchema)
def get_ways(asked, person_id):
    """How a person can be reached. Written down: who asked, and what for."""
    with open_transaction() as tx:
        return read_contact_points(tx, str(person_id), purpose=asked.get("purpose"))


@people.post("/<uuid:person_id>/contact-points/<uuid:contact_point_id>/confirmation")
@open_to(*THEMSELVES_OR_STAFF)
@acts_once
@people.response(201, schemas.KnownContactPointSchema)
def confirm_way(person_id, contact_point_id):
    """Still theirs: asked at each meeting. Unconfirmed for sixty days, a number is called before it is texted."""
    with open_transaction() as tx:
        return confirm_contact_point(tx, str(person_id), str(contact_point_id))


@people.delete("/<uuid:person_id>/contact-points/<uuid:contact_point_id>")
@open_to(*THEMSELVES_OR_STAFF)
@people.response(204)
def end_way(person_id, contact_point_id):
    """Not theirs any more: nothing goes there, and the others stay. Made twice, it is done once."""
    with open_transaction() as tx:
        end_contact_point(tx, str(person_id), str(contact_point_id))


@people.put("/<uuid:person_id>/preferences")
@open_to(*THEMSELVES_OR_STAFF)
@people.arguments(schemas.PreferencesSchema)
@people.response(200, schemas.PreferencesSchema)
def put_wishes(given, person_id):
    """Say how, when and in which language somebody wants to hear from us."""
    with open_transaction() as tx:
        return put_preferences(tx, str(person_id), **given)


@people.get("/<uuid:person_id>/preferences")
@open_to(*THEMSELVES_OR_STAFF)
@people.response(200, schemas.PreferencesSchema)
def get_wishes(person_id):
    """How, when and in which language somebody wants to hear from us."""
    with open_reading() as rx:
        return read_preferences(rx, str(person_id))


@people.post("/<uuid:person_id>/codes")
@open_to(*WHO_TAKE_PEOPLE_IN)
@people.arguments(code_schemas.NewCodesSchema)
@people.response(201, code_schemas.CodesSchema)
def post_codes(given, person_id):
    """Ten codes to print, or one to read out. Shown this once; those made before stop working."""
    with open_transaction() as tx:
        return make_codes(tx, str(person_id), **given)


@people.get("/<uuid:person_id>/codes")
@open_to(*WHO_TAKE_PEOPLE_IN)
@people.response(200, code_schemas.CodesLeftSchema)
def get_codes(person_id):
    """How many codes can still be used; never the codes."""
    with open_reading() as rx:
        return count_codes(rx, str(person_id))
