from services.notifications.actions import wordings as actions
from services.notifications.api import organisation_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match

wordings = Blueprint("wordings", __name__, url_prefix="/wordings", description="What messages say, in one's own words")
WRITERS = ("supervisor", "admin")


@wordings.get("")
@open_to(*WRITERS)
@wordings.response(200, schemas.WordingsSchema)
def list_all():
    """Every kind of message in every language: ours, or the organisation's own words."""
    with open_reading() as rx:
        return actions.list_wordings(rx)


@wordings.get("/<kind>/<tag>")
@open_to(*WRITERS)
@wordings.response(200, schemas.WordingSchema)
def read(kind, tag):
    """One of them, with every version it had."""
    with open_reading() as rx:
        return _told(actions.read_wording(rx, kind=kind, tag=tag))


@wordings.put("/<kind>/<tag>")
@open_to(*WRITERS)
@wordings.arguments(schemas.WordsSchema)
@wordings.response(200, schemas.WordingSchema)
def save(said, kind, tag):
    """Say it in your own words (If-Match). What tells too much, shames or is hard to read is refused by field."""
    with open_transaction() as tx:
        return _told(actions.save_wording(tx, kind=kind, tag=tag, read_version=if_match(), **said))


@wordings.delete("/<kind>/<tag>")
@open_to(*WRITERS)
@wordings.response(200, schemas.WordingSchema)
def drop(kind, tag):
    """Our words again (If-Match). Older versions stay readable."""
    with open_transaction() as tx:
        return _told(actions.drop_wording(tx, kind=kind, tag=tag, read_version=if_match()))


@wordings.post("/<kind>/<tag>/preview")
@open_to(*WRITERS)
@wordings.arguments(schemas.WordsSchema)
@wordings.response(200, schemas.PreviewSchema)
def preview(said, kind, tag):
    """How it would read, and what stands against it. Nothing is kept."""
    with open_reading() as rx:
        return actions.preview_wording(rx, kind=kind, tag=tag, **said)


def _told(wording):
    return wording, etag(wording["version"])
