from typing import Any

from marshmallow import Schema, fields

from services.scheduling.actions import freed_times as wishes
from services.scheduling.actions import taking_times as actions
from shared.contracts.scheduling import TIME_STATES
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant
from shared.web.idempotency import acts_once
from shared.web.paging import PageQuerySchema

freed_times = Blueprint("freed_times", __name__, url_prefix="/freed-times", description="Times that came free")
wanted = Blueprint("wanted", __name__, url_prefix="/people", description="Who would like an earlier time")
OPEN_TO = ("member", "coach", "intake", "supervisor", "admin", "service")


class WantedSchema(Schema):
    wanted = fields.Boolean(required=True)


class WantedShownSchema(Schema):
    person_id = Id()
    wanted = fields.Boolean()
    since = Instant(allow_none=True)


class TimesQuerySchema(PageQuerySchema):
    state = Code(*TIME_STATES)


class TakingSchema(Schema):
    """`instead_of`: a session of theirs that is moved there."""

    instead_of = Id()


class TimeSchema(Schema):
    id = Id()
    match_id = Id()
    coach_id = Id()
    member_id = Id()
    starts_at = Instant()
    ends_at = Instant()
    minutes = fields.Integer()
    time_zone = fields.String()
    state = Code(*TIME_STATES)
    still_free = fields.Boolean()
    session_id = Id(allow_none=True)
    version = fields.Integer()


class TimesSchema(Schema):
    items = fields.List(fields.Nested(TimeSchema))
    next = fields.String(allow_none=True)


@wanted.put("/<uuid:person_id>/freed-times")
@open_to(*OPEN_TO)
@wanted.arguments(WantedSchema)
@wanted.response(200, WantedShownSchema)
def say(given: dict[str, Any], person_id: object) -> Any:
    """Say whether one would like to hear of times that come free."""
    with open_transaction() as tx:
        return wishes.say_wish(tx, str(person_id), **given)


@wanted.get("/<uuid:person_id>/freed-times")
@open_to(*OPEN_TO)
@wanted.response(200, WantedShownSchema)
def see_wish(person_id: object) -> Any:
    """See whether one would."""
    with open_reading() as rx:
        return wishes.wish_seen(rx, str(person_id))


@freed_times.get("")
@open_to(*OPEN_TO)
@freed_times.arguments(TimesQuerySchema, location="query")
@freed_times.response(200, TimesSchema)
def list_times(asked: dict[str, Any]) -> Any:
    """List the times one was offered; for staff, everybody's."""
    with open_reading() as rx:
        found, following = actions.times_seen(rx, **asked)
    return {"items": found, "next": following}


@freed_times.get("/<uuid:offer_id>")
@open_to(*OPEN_TO)
@freed_times.response(200, TimeSchema)
def see(offer_id: object) -> Any:
    """See one."""
    with open_reading() as rx:
        return actions.time_seen(rx, str(offer_id))


@freed_times.post("/<uuid:offer_id>/acceptance")
@open_to(*OPEN_TO)
@acts_once
@freed_times.arguments(TakingSchema)
@freed_times.response(201, TimeSchema)
def take(given: dict[str, Any], offer_id: object) -> Any:
    """Take it: it is booked, or what was booked for later is moved there (`instead_of`)."""
    with open_transaction() as tx:
        return actions.take_time(tx, str(offer_id), **given)


@freed_times.post("/<uuid:offer_id>/decline")
@open_to(*OPEN_TO)
@acts_once
@freed_times.response(201, TimeSchema)
def pass_on(offer_id: object) -> Any:
    """No thanks: the next is asked, and one's place is kept."""
    with open_transaction() as tx:
        return actions.pass_time_on(tx, str(offer_id))
