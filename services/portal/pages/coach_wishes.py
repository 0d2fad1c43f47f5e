"""A coach's wishes: what suits them, and what they cannot carry just now. Everything can be left blank."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
from services.portal.forms.coach_wishes import ASKED, as_typed, read_coach_wishes
from services.portal.forms.form import Form
from services.portal.pages.asked import asked, avoidable
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching
from services.portal.pages.visit import page_for

coach_wishes = Blueprint("coach_wishes", __name__, url_prefix="/coach/wishes")


@coach_wishes.get("")
@page_for("coach")
def see() -> ResponseReturnValue:
    return _page(Form(as_typed(matching().coach(g.actor.person))))


@coach_wishes.post("")
@page_for("coach")
def change() -> ResponseReturnValue:
    form = Form(request.form)
    try:
        known, version = matching().coach_and_version(g.actor.person)
        said = {"preferences": read_coach_wishes(form, known)}
        matching().change_coach(g.actor.person, said, version=version)
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 412, 422):
            raise
        form.wrong("not_now", "error.wish")
        return _page(form), 422
    return lead_to("/coach/wishes", "wishes_kept")


def _page(form: Form, trouble: str | None = None) -> str:
    """Who a person is is asked in neither list."""
    kept = [code for field in ASKED for code in form.typed.getlist(field)]
    lists = [(field, avoidable(asked(kept, facets))) for field, (_, facets) in ASKED.items()]
    return page("coach_wishes.html", form=form, trouble=trouble, lists=lists)
