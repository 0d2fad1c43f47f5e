from services.notifications.actions import inbox as actions
from services.notifications.actions.milestones import choose_days, chosen_days
from services.notifications.api import organisation_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

inbox = Blueprint("inbox", __name__, url_prefix="", description="What can be read here, by whom it was said to")


@inbox.get("/people/<uuid:person_id>/inbox")
@open_to("member", "coach")
@inbox.arguments(schemas.InboxQuerySchema, location="query")
@inbox.response(200, schemas.InboxSchema)
def list_inbox(asked, person_id):
    """List one's own messages, oldest first, while their words are kept."""
    with open_reading() as rx:
        return actions.read_inbox(rx, str(person_id), **asked)


@inbox.post("/inbox/<uuid:message_id>/reading")
@open_to("member", "coach")
@acts_once
@inbox.response(201, schemas.InboxItemSchema)
def read(message_id):
    """It was read."""
    with open_transaction() as tx:
        return actions.mark_read(tx, str(message_id))


@inbox.put("/people/<uuid:person_id>/milestones")
@open_to("member")
@inbox.arguments(schemas.MilestonesSchema)
@inbox.response(200, schemas.MilestonesSchema)
def put_milestones(given, person_id):
    """Choose days on which to hear a word. A hard time stops them in silence; only the person begins them anew."""
    with open_transaction() as tx:
        return choose_days(tx, str(person_id), **given)


@inbox.get("/people/<uuid:person_id>/milestones")
@open_to("member")
@inbox.response(200, schemas.MilestonesSchema)
def get_milestones(person_id):
    """The days that are still to come."""
    with open_reading() as rx:
        return chosen_days(rx, str(person_id))
