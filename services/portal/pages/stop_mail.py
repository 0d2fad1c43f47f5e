"""The way out of mail: a button for people, one click for their mail programs. Opening it changes nothing."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.notifications import Notifications
from services.portal.clients.transport import Declined
from services.portal.pages.by_link import NOWHERE
from services.portal.pages.page import page
from services.portal.pages.services import door_of
from shared.kernel.actor import Actor
from shared.web.auth import open_to_all

stop_mail = Blueprint("stop_mail", __name__, url_prefix="/u")


@stop_mail.get("/<token>")
@open_to_all
def ask(token: str) -> ResponseReturnValue:
    return page("stop_mail.html", here=request.path, done=False)


@stop_mail.post("/<token>")
@open_to_all
def stop(token: str) -> ResponseReturnValue:
    """Said twice, it was said once."""
    try:
        Notifications(door_of("notifications", Actor("portal", "service", NOWHERE))).stop_mail(token)
    except Declined:
        return page("link_gone.html"), 410
    return page("stop_mail.html", here=request.path, done=True)


stop.one_click = True  # type: ignore[attr-defined]
