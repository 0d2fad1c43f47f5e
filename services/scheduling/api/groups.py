from typing import Any

from services.scheduling.actions import groups as actions
from services.scheduling.actions import head_counts, seats
from services.scheduling.api import group_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

groups = Blueprint("groups", __name__, url_prefix="/groups", description="Circles, and who has a seat")
came = Blueprint("came", __name__, url_prefix="/people", description="What somebody came to")
ANYBODY = ("member", "coach", "intake", "supervisor", "admin", "service")
WHO_LEAD = ("coach", "intake", "supervisor", "admin", "service")


@groups.post("")
@open_to(*WHO_LEAD)
@acts_once
@groups.arguments(schemas.GroupWishSchema)
@groups.response(201, schemas.GroupSchema)
def begin(wanted: dict[str, Any]) -> Any:
    """Set up a group that meets once, or by RRULE with COUNT or UNTIL."""
    with open_transaction() as tx:
        return actions.open_group(tx, **wanted)


@groups.get("")
@open_to(*ANYBODY)
@groups.arguments(schemas.GroupsQuerySchema, location="query")
@groups.response(200, schemas.GroupsSchema)
def list_groups(asked: dict[str, Any]) -> Any:
    """List the groups, with when they meet and how many seats are left."""
    with open_reading() as rx:
        found, following = actions.groups_seen(rx, **asked)
    return {"items": found, "next": following}


@groups.get("/<uuid:group_id>")
@open_to(*ANYBODY)
@groups.response(200, schemas.GroupSchema)
def see(group_id: object) -> Any:
    """See one group. Who has a seat is for whoever leads it, and for staff."""
    with open_reading() as rx:
        return actions.group_seen(rx, str(group_id))


@groups.post("/<uuid:group_id>/cancellation")
@open_to(*WHO_LEAD)
@acts_once
@groups.arguments(schemas.GroupCancellationSchema)
@groups.response(201, schemas.GroupSchema)
def end(given: dict[str, Any], group_id: object) -> Any:
    """Call off one meeting, or all that lie ahead."""
    with open_transaction() as tx:
        return actions.end_group(tx, str(group_id), **given)


@groups.post("/<uuid:group_id>/seats")
@open_to(*ANYBODY)
@acts_once
@groups.arguments(schemas.SeatWishSchema)
@groups.response(201, schemas.GroupSchema)
def sit(wanted: dict[str, Any], group_id: object) -> Any:
    """Take a seat, speaking or listening. 409 `full` or `taken`; what cannot be is skipped, with the reason."""
    with open_transaction() as tx:
        return seats.take_seat(tx, str(group_id), **wanted)


@groups.delete("/<uuid:group_id>/seats/<uuid:member_id>")
@open_to(*ANYBODY)
@groups.arguments(schemas.WhichMeetingSchema, location="query")
@groups.response(200, schemas.GroupSchema)
def stand(asked: dict[str, Any], group_id: object, member_id: object) -> Any:
    """Give up a seat: in one meeting, or in all that lie ahead."""
    with open_transaction() as tx:
        return seats.give_up_seat(tx, str(group_id), str(member_id), **asked)


@groups.get("/<uuid:group_id>/sheet")
@open_to(*WHO_LEAD)
@groups.arguments(schemas.WhichMeetingSchema, location="query")
@groups.response(200, schemas.SheetSchema)
def sheet(asked: dict[str, Any], group_id: object) -> Any:
    """What is printed for the door: who has a seat, as ids, and how many blank rows."""
    with open_transaction() as tx:
        return head_counts.sheet(tx, str(group_id), **asked)


@groups.post("/<uuid:group_id>/attendance")
@open_to(*WHO_LEAD)
@acts_once
@groups.arguments(schemas.HeadsSchema)
@groups.response(201, schemas.HeadsShownSchema)
def count(said: dict[str, Any], group_id: object) -> Any:
    """Write down how many came, and who of them is known. Each is a contact; the others are a number."""
    with open_transaction() as tx:
        return head_counts.count_heads(tx, str(group_id), **said)


@groups.delete("/<uuid:group_id>/attendance")
@open_to(*WHO_LEAD)
@groups.arguments(schemas.WhichMeetingSchema, location="query")
@groups.response(200, schemas.HeadsShownSchema)
def take_back(asked: dict[str, Any], group_id: object) -> Any:
    """Take back what was written of who came."""
    with open_transaction() as tx:
        return head_counts.take_back_heads(tx, str(group_id), **asked)


@came.get("/<uuid:person_id>/attendance")
@open_to(*ANYBODY)
@came.arguments(schemas.CameQuerySchema, location="query")
@came.response(200, schemas.CameToSchema)
def came_to(asked: dict[str, Any], person_id: object) -> Any:
    """See the sessions and groups somebody came to, for a letter or a slip they ask for."""
    with open_transaction() as tx:
        return {"items": head_counts.came_to(tx, str(person_id), **asked), "next": None}
