"""What we wrote to somebody, for themselves: whatever way it went, and what stands nowhere else."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.front import HOMES
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import notifications, part
from services.portal.pages.shown import in_order, with_instants
from services.portal.pages.visit import page_for

inbox = Blueprint("inbox", __name__, url_prefix="/me/messages")


@inbox.get("")
@page_for("member", "coach")
def see() -> ResponseReturnValue:
    found = part(notifications().inbox, g.actor.person).shown(_newest_first)
    return page("inbox.html", messages=found, home=HOMES[g.actor.role])


@inbox.post("/<uuid:message_id>")
@page_for("member", "coach")
def have_read(message_id: object) -> ResponseReturnValue:
    """Opening the page says nothing: a shared telephone may have shown it to somebody else."""
    notifications().have_read(str(message_id), key=key_for(Form(request.form).key, "read"))
    return lead_to("/me/messages", "have_read")


def _newest_first(found: list[Found]) -> list[Found]:
    return in_order([with_instants(one, "at") for one in found], "at")[::-1]
