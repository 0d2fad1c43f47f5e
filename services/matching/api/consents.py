from services.matching.actions import consents as actions
from services.matching.api import consent_schemas as schemas
from services.matching.api.consent_views import consent_view, ends_soon_view
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

consents = Blueprint("consents", __name__, url_prefix="/consents", description="What people agreed to")


@consents.post("")
@open_to("member", "intake", "supervisor", "admin", "service")
@acts_once
@consents.arguments(schemas.ConsentSchema)
@consents.response(201, schemas.ConsentViewSchema)
def give(said):
    """Sign a consent, or write down one signed on paper. Each missing element is named."""
    person_id = said.pop("person_id")
    with open_transaction() as tx:
        return consent_view(actions.give_consent(tx, person_id=person_id, said=said), now=tx.now)


@consents.get("")
@open_to("member", "intake", "supervisor", "admin", "service")
@consents.arguments(schemas.ConsentsQuerySchema, location="query")
@consents.response(200, schemas.ConsentsSchema)
def list_consents(asked):
    """A person's consents, with what the end of each would stop."""
    with open_reading() as rx:
        found, following = actions.list_consents(rx, **asked)
        return {"items": [consent_view(one, now=rx.now) for one in found], "next": following}


@consents.get("/ending")
@open_to("intake", "supervisor", "admin", "service")
@consents.arguments(schemas.EndingQuerySchema, location="query")
@consents.response(200, schemas.EndsSoonListSchema)
def list_ending(asked):
    """Whose last day comes within 30 days (or as many as you say), and what that would stop."""
    with open_reading() as rx:
        return {"items": [ends_soon_view(due) for due in actions.what_ends_soon(rx, **asked)], "next": None}


@consents.get("/<uuid:consent_id>")
@open_to("member", "intake", "supervisor", "admin", "service")
@consents.response(200, schemas.ConsentViewSchema)
def see(consent_id):
    """One consent, as it was signed."""
    with open_reading() as rx:
        return consent_view(actions.known_consent(rx, str(consent_id)), now=rx.now)


@consents.post("/<uuid:consent_id>/revocation")
@open_to("member", "intake", "supervisor", "admin", "service")
@acts_once
@consents.arguments(schemas.RevocationSchema)
@consents.response(201, schemas.ConsentViewSchema)
def revoke(said, consent_id):
    """Take it back, from this moment; also by one of us, on the person's word."""
    with open_transaction() as tx:
        return consent_view(actions.revoke_consent(tx, str(consent_id), **said), now=tx.now)


@consents.post("/<uuid:consent_id>/ending")
@open_to("intake", "supervisor", "admin", "service")
@acts_once
@consents.response(201, schemas.ConsentViewSchema)
def end(consent_id):
    """What it was to end with has happened: the treatment, the research, what was written."""
    with open_transaction() as tx:
        return consent_view(actions.end_as_it_says(tx, str(consent_id)), now=tx.now)
