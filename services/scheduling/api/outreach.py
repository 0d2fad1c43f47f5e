from typing import Any

from services.scheduling.actions import outreach as actions
from services.scheduling.api import outreach_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

outreach = Blueprint("outreach", __name__, url_prefix="/outreach", description="Whom to be in touch with")
fine = Blueprint("fine", __name__, url_prefix="/people", description="What people say about being called")
OPEN_TO = ("coach", "supervisor", "admin", "service")
ANYBODY = ("member", "coach", "intake", "supervisor", "admin", "service")


@outreach.get("")
@open_to(*OPEN_TO)
@outreach.arguments(schemas.OutreachQuerySchema, location="query")
@outreach.response(200, schemas.OutreachesSchema)
def list_outreach(asked: dict[str, Any]) -> Any:
    """List whom to be in touch with, what is due first, first: for the own coach, their cover and supervisors."""
    with open_reading() as rx:
        found, following = actions.outreach_seen(rx, **asked)
    return {"items": found, "next": following}


@outreach.get("/<uuid:outreach_id>")
@open_to(*OPEN_TO)
@outreach.response(200, schemas.OutreachSchema)
def see(outreach_id: object) -> Any:
    """See one, with what was tried and what is proposed."""
    with open_reading() as rx:
        return actions.one_outreach(rx, str(outreach_id))


@outreach.post("")
@open_to(*ANYBODY)
@acts_once
@outreach.arguments(schemas.HardTimeSchema)
@outreach.response(201, schemas.OutreachSchema)
def hard_time(given: dict[str, Any]) -> Any:
    """Say that somebody has a hard time: it asks for more contact, and ends nothing."""
    with open_transaction() as tx:
        return actions.had_hard_time(tx, **given)


@outreach.post("/<uuid:outreach_id>/attempts")
@open_to(*OPEN_TO)
@acts_once
@outreach.arguments(schemas.TrySchema)
@outreach.response(201, schemas.OutreachSchema)
def attempt(given: dict[str, Any], outreach_id: object) -> Any:
    """Say how a try went. It is written down as a contact as well. 409 `three_tries` after the third."""
    with open_transaction() as tx:
        return actions.try_to_reach(tx, str(outreach_id), **given)


@outreach.post("/<uuid:outreach_id>/completion")
@open_to(*OPEN_TO)
@acts_once
@outreach.arguments(schemas.CompletionSchema)
@outreach.response(201, schemas.OutreachSchema)
def complete(given: dict[str, Any], outreach_id: object) -> Any:
    """Let it rest. Without an outcome: the door is open, or, before any try, there is no need."""
    with open_transaction() as tx:
        return actions.complete_outreach(tx, str(outreach_id), **given)


@fine.put("/<uuid:person_id>/fine-until")
@open_to(*ANYBODY)
@fine.arguments(schemas.FineSchema)
@fine.response(200, schemas.FineShownSchema)
def fine_until(given: dict[str, Any], person_id: object) -> Any:
    """Say until when there is no need to call. `until` null takes it back."""
    with open_transaction() as tx:
        return actions.say_fine_until(tx, str(person_id), **given)
