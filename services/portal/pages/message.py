"""A word to whoever walks with one: it lies with what people write back, and the page says when it is read."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, notifications, part
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

message = Blueprint("message", __name__, url_prefix="/me/message")
MOST = 1000


@message.get("")
@page_for("member")
def before() -> ResponseReturnValue:
    return _page(Form())


@message.post("")
@page_for("member")
def send() -> ResponseReturnValue:
    form = Form(request.form)
    text = form.typed.get("text", "").strip()
    if not text:
        form.wrong("text", "error.message")
    if len(text) > MOST:
        form.wrong("text", "error.too_long")
    if form.errors:
        return _page(form), 422
    try:
        heard = notifications().write(text, key=key_for(form.key, "message", {"text": text}))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    who = names_of([heard.get("coach_id")]).get(heard.get("coach_id") or "")
    return page("message_sent.html", heard=with_instants(heard, "read_until", "read_from"), who=who)


def _page(form: Form, trouble: str | None = None) -> str:
    walking = part(matching().matches, member_id=g.actor.person, state="active")
    reader = "coach" if walking.found or walking.is_away else "us"
    return page("message.html", form=form, trouble=trouble, most=MOST, reader=reader)
