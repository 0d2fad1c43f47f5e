from typing import Any

from services.scheduling.actions.on_call import on_call_seen, set_on_call
from services.scheduling.api import on_call_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag

on_call = Blueprint("on_call", __name__, url_prefix="/on-call", description="Who can talk now, or today")


@on_call.get("")
@open_to("coach", "intake", "supervisor", "admin", "service")
@on_call.response(200, schemas.OnCallShownSchema)
def who() -> Any:
    """See who can talk now or within 24 hours, soonest first, and the list itself."""
    with open_reading() as rx:
        found = on_call_seen(rx)
    return found, 200, etag(found["version"])


@on_call.put("")
@open_to("intake", "supervisor", "admin", "service")
@on_call.arguments(schemas.OnCallSchema)
@on_call.response(200, schemas.OnCallShownSchema)
def put(document: dict[str, Any]) -> Any:
    """Say who is on call, and when: the whole list."""
    with open_transaction() as tx:
        kept = set_on_call(tx, document)
    return kept, 200, etag(kept["version"])
