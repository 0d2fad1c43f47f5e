from services.notifications.actions import call_list
from services.notifications.api import reply_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

calls = Blueprint("calls", __name__, url_prefix="/calls", description="Whom to ring, because no message gets there")
CALLERS = ("coach", "intake", "supervisor", "admin", "service")


@calls.get("")
@open_to(*CALLERS)
@calls.arguments(schemas.CallsQuerySchema, location="query")
@calls.response(200, schemas.CallsSchema)
def list_calls(asked):
    """List whom to ring, what is due first, first; a coach sees those they walk with."""
    with open_reading() as rx:
        return call_list.calls_seen(rx, **asked)


@calls.post("/<uuid:call_id>/attempts")
@open_to(*CALLERS)
@acts_once
@calls.arguments(schemas.CallTriedSchema)
@calls.response(201, schemas.CallSchema)
def say_how_it_went(given, call_id):
    """Say how the call went: it is heard where the reaching out is kept. Reached, or asked to be let be, it is done."""
    with open_transaction() as tx:
        return call_list.say_how_it_went(tx, str(call_id), **given)
