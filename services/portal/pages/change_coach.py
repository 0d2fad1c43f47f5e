"""Somebody else, in words that frighten nobody: what stays, what the coach hears, and that one can come back."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, scheduling
from services.portal.pages.shown import sessions_ahead
from services.portal.pages.visit import page_for

change_coach = Blueprint("change_coach", __name__, url_prefix="/me/coach")
HEARS = ("kindly", "by_member", "new_match")


@change_coach.get("/<uuid:match_id>")
@page_for("member")
def before(match_id: object) -> ResponseReturnValue:
    return _page(str(match_id), Form())


@change_coach.post("/<uuid:match_id>")
@page_for("member")
def change(match_id: object) -> ResponseReturnValue:
    """No reason is asked, kept or passed on."""
    form = Form(request.form)
    hears = form.typed.get("coach_hears", "")
    wish = {"coach_hears": hears if hears in HEARS else HEARS[0], "until_then": form.typed.get("meetings") != "cancel"}
    try:
        matching().ask_for_another_coach(str(match_id), **wish, key=key_for(form.key, "change", wish))
    except Away:
        return _page(str(match_id), form, trouble="away.form"), 503, A_MOMENT
    return lead_to("/me", "changing")


def _page(match_id: str, form: Form, trouble: str | None = None) -> str:
    match = _match(match_id)
    ahead = sessions_ahead(scheduling(), match_id=match_id)
    name = names_of([match.get("coach_id")]).get(match.get("coach_id") or "")
    return page("change_coach.html", match_id=match_id, ahead=ahead, name=name, form=form, trouble=trouble)


def _match(match_id: str) -> Found:
    """Somebody else's is not here. One's own stands although matching is away: nothing typed is lost."""
    try:
        return matching().match(match_id)
    except Away:
        if request.method == "GET":
            raise
        return {"coach_id": None, "member_id": g.actor.person}
