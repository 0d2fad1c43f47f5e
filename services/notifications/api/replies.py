from services.notifications.actions.reply_queue import (
    handle_reply,
    late_replies,
    note_reading,
    replies_seen,
    write_to_us,
)
from services.notifications.api import reply_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

replies = Blueprint("replies", __name__, url_prefix="/replies", description="What people wrote back")
READERS = ("coach", "intake", "supervisor", "admin", "service")


@replies.get("")
@open_to(*READERS)
@replies.arguments(schemas.RepliesQuerySchema, location="query")
@replies.response(200, schemas.RepliesSchema)
def list_replies(asked):
    """List what people wrote back, oldest first; a coach reads those of the people they walk with,
    and while another coach is off, of those whom they meet instead.

    Nothing is written where nothing is shown: a page with an empty list waits behind nobody who writes.
    """
    with open_reading() as rx:
        seen = replies_seen(rx, **asked)
    if seen["items"]:
        with open_transaction() as tx:
            note_reading(tx, seen["items"])
    return seen


@replies.get("/late")
@open_to("supervisor", "admin", "service")
@replies.response(200, schemas.LateRepliesSchema)
def list_late_replies():
    """List who wrote and has had no answer for four of the hours in which we read, or whose coach is off while
    nobody stands in: who and when, not what.

    Of the 200 that wait longest, oldest first.
    """
    with open_reading() as rx:
        return late_replies(rx)


@replies.post("/<uuid:reply_id>/handling")
@open_to(*READERS)
@acts_once
@replies.arguments(schemas.HandlingSchema)
@replies.response(201, schemas.ReplySchema)
def handle(given, reply_id):
    """Say that it was read and seen to."""
    with open_transaction() as tx:
        return handle_reply(tx, str(reply_id), **given)


@replies.post("")
@open_to("member")
@acts_once
@replies.arguments(schemas.WrittenSchema)
@replies.response(201, schemas.HeardSchema)
def write(given):
    """Write to whoever walks with one, else to the desk. `read_until` or `read_from`: when a person reads it."""
    with open_transaction() as tx:
        return write_to_us(tx, **given)
