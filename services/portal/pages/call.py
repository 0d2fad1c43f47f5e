"""A hard time, or a wish to hear from somebody soon: one page says truthfully who reads it, and when."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.page import page
from services.portal.pages.services import names_of, scheduling
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

call = Blueprint("call", __name__, url_prefix="/me/call")


@call.get("")
@page_for("member")
def before() -> ResponseReturnValue:
    return page("call.html", key=None, trouble=None)


@call.post("")
@page_for("member")
def ask() -> ResponseReturnValue:
    """One task for the coach, whoever covers, or who is on call. Nobody gets a text, and nothing is scored."""
    form = Form(request.form)
    try:
        asked = scheduling().say_hard_time(g.actor.person, key=key_for(form.key, "call"))
    except Away:
        return page("call.html", key=form.key or None, trouble="away.form"), 503, A_MOMENT
    who = asked.get("cover_id") or asked.get("coach_id")
    names = names_of([who])
    return page("call_asked.html", asked=with_instants(asked, "due_at"), who=names.get(who or ""))
