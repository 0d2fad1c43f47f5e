from services.notifications.actions.organisation import change_customs, read_customs, what_to_expect
from services.notifications.api import organisation_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match

organisation = Blueprint("organisation", __name__, url_prefix="/organisation", description="How messages are sent here")
NAMES = tuple(schemas.CustomsSchema().fields)


@organisation.get("")
@open_to("intake", "supervisor", "admin", "service")
@organisation.response(200, schemas.ToldCustomsSchema)
def read():
    """How this organisation wants its messages."""
    with open_reading() as rx:
        return _told(*read_customs(rx))


@organisation.patch("")
@open_to("admin", "supervisor")
@organisation.arguments(schemas.CustomsSchema)
@organisation.response(200, schemas.ToldCustomsSchema)
def change(said):
    """Change it (merge patch, If-Match)."""
    with open_transaction() as tx:
        return _told(*change_customs(tx, said=said, read_version=if_match()))


@organisation.get("/what-to-expect")
@open_to("member", "coach", "intake", "supervisor", "admin", "service")
@organisation.arguments(schemas.TagSchema, location="query")
@organisation.response(200, schemas.ExpectSchema)
def expect(asked):
    """From whom messages come and which name they say: for the page, or the sheet, on which somebody agrees."""
    with open_reading() as rx:
        return what_to_expect(rx, tag=asked["language"])


def _told(customs, version):
    return {"version": version} | {name: getattr(customs, name) for name in NAMES}, etag(version)
