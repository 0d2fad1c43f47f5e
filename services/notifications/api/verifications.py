from flask import g

from services.notifications.actions.codes import redeem_code
from services.notifications.actions.verifying import answer_code, ask_for_code, who_is_reached_at
from services.notifications.api import code_schemas as schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import door, open_transaction

verifications = Blueprint("verifications", __name__, url_prefix="/verifications", description="Codes to an address")
codes = Blueprint("codes", __name__, url_prefix="/codes", description="Codes on paper, and codes read out")


@verifications.post("")
@open_to("service")
@verifications.arguments(schemas.VerificationSchema)
@verifications.response(202, schemas.AskedSchema)
def ask(given):
    """Send a code to this address. The answer is the same whether anybody is known there or not."""
    with open_transaction() as tx:
        return ask_for_code(tx, **given)


@verifications.post("/<uuid:verification_id>/answer")
@open_to("service")
@verifications.arguments(schemas.TypedSchema)
@verifications.response(200, schemas.WhoSchema)
def answer(given, verification_id):
    """The code that came: whose address it is."""
    return answer_code(door().desk, g.actor, verification_id=str(verification_id), **given)


@verifications.post("/vouched")
@open_to("service")
@verifications.arguments(schemas.AddressSchema)
@verifications.response(200, schemas.WhoSchema)
def vouched(given):
    """The organisation's own identity provider has verified this address: who of that organisation is reached there."""
    return who_is_reached_at(door().desk, g.actor, **given)


@codes.post("/redemption")
@open_to("service")
@codes.arguments(schemas.TypedSchema)
@codes.response(201, schemas.WhoSchema)
def redeem(given):
    """A code from paper, or one read out: who it is for. It works once."""
    return redeem_code(door().desk, g.actor, **given)
