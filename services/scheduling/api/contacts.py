from typing import Any

from services.scheduling.actions.contacts import contacts_seen, record_contact
from services.scheduling.api import contact_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.idempotency import acts_once

contacts = Blueprint("contacts", __name__, url_prefix="/contacts", description="What really happened, booked or not")
OPEN_TO = ("coach", "intake", "supervisor", "admin", "service")


@contacts.post("")
@open_to(*OPEN_TO)
@acts_once
@contacts.arguments(schemas.RecordingSchema)
@contacts.response(201, schemas.ContactSchema)
def record(said: dict[str, Any]) -> Any:
    """Write down what happened. `warnings` say in words where the same time is written down twice."""
    with open_transaction() as tx:
        return record_contact(tx, **said)


@contacts.get("")
@open_to(*OPEN_TO)
@contacts.arguments(schemas.ContactsQuerySchema, location="query")
@contacts.response(200, schemas.ContactsSchema)
def list_contacts(asked: dict[str, Any]) -> Any:
    """List contacts in the order in which they happened: for the own coach, and for staff."""
    with open_transaction() as tx:
        found, following = contacts_seen(tx, **asked)
    return {"items": found, "next": following}
