from typing import Any

from services.scheduling.actions import corrections
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


@contacts.get("/<uuid:contact_id>")
@open_to(*OPEN_TO)
@contacts.response(200, schemas.ContactSchema)
def see(contact_id: object) -> Any:
    """See one: for whoever was there or wrote it, and for staff."""
    with open_transaction() as tx:
        return corrections.contact_seen(tx, str(contact_id))


@contacts.post("/<uuid:contact_id>/correction")
@open_to(*OPEN_TO)
@acts_once
@contacts.arguments(schemas.CorrectionSchema)
@contacts.response(201, schemas.ContactSchema)
def correct(right: dict[str, Any], contact_id: object) -> Any:
    """Put right what was written down wrongly. 409 `take_back` where others rely on how it went."""
    with open_transaction() as tx:
        return corrections.correct_contact(tx, str(contact_id), **right)


@contacts.get("/<uuid:contact_id>/corrections")
@open_to(*OPEN_TO)
@contacts.response(200, schemas.CorrectionsSchema)
def list_corrections(contact_id: object) -> Any:
    """See what stood before, and who put it right and when."""
    with open_transaction() as tx:
        return {"items": corrections.corrections_of(tx, str(contact_id)), "next": None}


@contacts.delete("/<uuid:contact_id>")
@open_to(*OPEN_TO)
@contacts.response(204)
def take_back(contact_id: object) -> None:
    """Take back what did not happen. Of a session, what was said of who came goes with it."""
    with open_transaction() as tx:
        corrections.take_contact_back(tx, str(contact_id))
