"""Doors for machines that prove who they are by a signature over what they say."""

from flask import request

from services.notifications.actions.webhooks import Knock, hear_receipt, hear_text
from shared.web.app import Blueprint
from shared.web.auth import open_to_all
from shared.web.context import door

inbound = Blueprint("inbound", __name__, url_prefix="/inbound", description="What people text to us")
receipts = Blueprint("receipts", __name__, url_prefix="/receipts", description="What became of a text")


@inbound.post("/sms")
@open_to_all
@inbound.response(204)
def text_in():
    """Somebody wrote back: signed by the provider, and heard once."""
    hear_text(door().desk, _knock())


@receipts.post("/<provider>")
@open_to_all
@receipts.response(204)
def receipt_in(provider):
    """What became of a text: signed by the provider, and heard once."""
    hear_receipt(door().desk, _knock(), provider=provider, reference=request.args.get("reference"))


def _knock() -> Knock:
    """The body is read once, and kept: a signature covers its very bytes."""
    body = request.get_data(cache=True)
    said = request.get_json(silent=True) if request.is_json else None
    path = request.full_path.removesuffix("?")
    return Knock(request.headers, path, request.url, body, request.form.to_dict(), said)
