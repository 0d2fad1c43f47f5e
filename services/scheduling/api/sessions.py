from typing import Any

from services.scheduling.actions import asking, changes, welcome
from services.scheduling.actions import sessions as actions
from services.scheduling.actions.in_the_way import in_the_way_seen, say_in_the_way
from services.scheduling.api import schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag
from shared.web.idempotency import acts_once

sessions = Blueprint("sessions", __name__, url_prefix="/sessions", description="When they meet")
ANSWERS = ("coach", "intake", "supervisor", "admin", "service")
OPEN_TO = ("member", "coach", "intake", "supervisor", "admin", "service")


@sessions.post("")
@open_to(*OPEN_TO)
@acts_once
@sessions.arguments(schemas.BookingSchema)
@sessions.response(201, schemas.SessionSchema)
def book(wanted: dict[str, Any]) -> Any:
    """Book a session. 409 `taken` or `not_open` names the nearest openings."""
    with open_transaction() as tx:
        answers = wanted.pop("in_the_way", None)
        booked = welcome.book(tx, **wanted)
        if answers:
            say_in_the_way(tx, booked["id"], answers=answers)
        return booked


@sessions.put("/<uuid:session_id>/in-the-way")
@open_to(*OPEN_TO)
@sessions.arguments(schemas.InTheWaySchema)
@sessions.response(200, schemas.InTheWayShownSchema)
def in_the_way(given: dict[str, Any], session_id: object) -> Any:
    """Say what could get in the way. Only the two of them and the desk see it."""
    with open_transaction() as tx:
        return say_in_the_way(tx, str(session_id), **given)


@sessions.get("/<uuid:session_id>/in-the-way")
@open_to(*OPEN_TO)
@sessions.response(200, schemas.InTheWayShownSchema)
def what_is_in_the_way(session_id: object) -> Any:
    """See what could get in the way."""
    with open_reading() as rx:
        return in_the_way_seen(rx, str(session_id))


@sessions.get("")
@open_to(*OPEN_TO)
@sessions.arguments(schemas.SessionsQuerySchema, location="query")
@sessions.response(200, schemas.SessionsSchema)
def list_sessions(asked: dict[str, Any]) -> Any:
    """List sessions by when they start: one's own, or for staff the organisation's."""
    with open_reading() as rx:
        found, following = actions.sessions_seen(rx, **asked)
    return {"items": found, "next": following}


@sessions.get("/<uuid:session_id>")
@open_to(*OPEN_TO)
@sessions.response(200, schemas.SessionSchema)
def see(session_id: object) -> Any:
    """See one session."""
    with open_reading() as rx:
        found = actions.session_seen(rx, str(session_id))
    return found, 200, etag(found["version"])


@sessions.post("/<uuid:session_id>/confirmation")
@open_to(*OPEN_TO)
@acts_once
@sessions.response(201, schemas.SessionSchema)
def confirm(session_id: object) -> Any:
    """Say that one is coming."""
    with open_transaction() as tx:
        return changes.confirm(tx, str(session_id))


@sessions.post("/<uuid:session_id>/acceptance")
@open_to(*ANSWERS)
@acts_once
@sessions.response(201, schemas.SessionSchema)
def accept(session_id: object) -> Any:
    """Say yes to a time that somebody asked for."""
    with open_transaction() as tx:
        return asking.accept_session(tx, str(session_id))


@sessions.post("/<uuid:session_id>/decline")
@open_to(*ANSWERS)
@acts_once
@sessions.response(201, schemas.SessionSchema)
def decline(session_id: object) -> Any:
    """Say no to it. No reason is asked for."""
    with open_transaction() as tx:
        return asking.decline_session(tx, str(session_id))


@sessions.post("/<uuid:session_id>/cancellation")
@open_to(*OPEN_TO)
@acts_once
@sessions.arguments(schemas.CancellationSchema)
@sessions.response(201, schemas.SessionSchema)
def cancel(given: dict[str, Any], session_id: object) -> Any:
    """Cancel a session that lies ahead; of a group, a member gives up their seat."""
    with open_transaction() as tx:
        return changes.cancel(tx, str(session_id), **given)


@sessions.post("/<uuid:session_id>/move")
@open_to(*OPEN_TO)
@acts_once
@sessions.arguments(schemas.MoveSchema)
@sessions.response(201, schemas.SessionSchema)
def move(wanted: dict[str, Any], session_id: object) -> Any:
    """Move a session that lies ahead to another opening."""
    with open_transaction() as tx:
        return changes.move(tx, str(session_id), **wanted)
