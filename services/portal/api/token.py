"""Client credentials (RFC 6749, 4.4): an id and a secret for a token of a quarter of an hour."""

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.referring import whose_client
from services.portal.accounts.tries import CLIENT, count_try
from shared.kernel.actor import Actor
from shared.web.auth import open_to_all
from shared.web.context import door
from shared.web.tokens import mint

token = Blueprint("token", __name__, url_prefix="/api/v1/token")
MINUTES = 15
WRONG = {"invalid_client": 401, "unsupported_grant_type": 400}


@token.post("")
@open_to_all
def give() -> ResponseReturnValue:
    """The same words for an id that nobody has and for a secret that is not its own."""
    count_try(door().desk, CLIENT, request.remote_addr or "")
    if request.form.get("grant_type") != "client_credentials":
        return _no("unsupported_grant_type")
    id, secret = _credentials()
    organisation = whose_client(door().desk, id, secret)
    if organisation is None:
        return _no("invalid_client")
    key, now = current_app.extensions["signing"].key, door().desk.clock.now()
    made = mint(key, Actor(id, "partner", organisation), audience=["portal"], now=now, minutes=MINUTES)
    return jsonify(access_token=made, token_type="Bearer", expires_in=MINUTES * 60)  # nosec B106


def _credentials() -> tuple[str, str]:
    """In the header, or in the form."""
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        return basic.username or "", basic.password or ""
    return request.form.get("client_id", ""), request.form.get("client_secret", "")


def _no(error: str) -> ResponseReturnValue:
    """In the words of the standard, which programs know."""
    headers = {"WWW-Authenticate": "Basic"} if error == "invalid_client" else {}
    return jsonify(error=error), WRONG[error], headers
