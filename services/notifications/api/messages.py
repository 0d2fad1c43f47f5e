from services.notifications.actions.messages import list_messages, read_message
from services.notifications.api import schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading

messages = Blueprint("messages", __name__, url_prefix="/messages", description="What was said, or why not")
READERS = ("member", "coach", "intake", "supervisor", "admin", "service")


@messages.get("")
@open_to(*READERS)
@messages.arguments(schemas.MessagesQuerySchema, location="query")
@messages.response(200, schemas.MessagesSchema)
def list_stories(asked):
    """List messages, oldest first, each with its story."""
    with open_reading() as rx:
        return list_messages(rx, **asked)


@messages.get("/<uuid:message_id>")
@open_to(*READERS)
@messages.response(200, schemas.ToldMessageSchema)
def get_story(message_id):
    """One message's story: every attempt, and why."""
    with open_reading() as rx:
        return read_message(rx, str(message_id))
