"""About me: code by code what may count in matching and what may be read. A coach's own words stand here, too."""

from collections.abc import Callable

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
from services.portal.forms.about import ASKED, WORDS, as_typed, codes_in, read_about, read_introduction
from services.portal.forms.form import Form
from services.portal.pages.asked import asked
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching
from services.portal.pages.visit import page_for

about = Blueprint("about", __name__)


@about.get("/me/about")
@page_for("member")
def of_a_member() -> ResponseReturnValue:
    return _page(Form(as_typed(matching().member(g.actor.person))))


@about.post("/me/about")
@page_for("member")
def say_as_a_member() -> ResponseReturnValue:
    def keep(form: Form) -> None:
        known, version = matching().member_and_version(g.actor.person)
        said = read_about(form, known)
        if not form.errors:
            matching().change_member(g.actor.person, said, version=version)

    return _kept(keep)


@about.get("/coach/about")
@page_for("coach")
def of_a_coach() -> ResponseReturnValue:
    return _page(Form(as_typed(matching().coach(g.actor.person))))


@about.post("/coach/about")
@page_for("coach")
def say_as_a_coach() -> ResponseReturnValue:
    def keep(form: Form) -> None:
        known, version = matching().coach_and_version(g.actor.person)
        said = read_about(form, known) | read_introduction(form)
        if not form.errors:
            matching().change_coach(g.actor.person, said, version=version)

    return _kept(keep)


def _kept(keep: Callable[[Form], None]) -> ResponseReturnValue:
    form = Form(request.form)
    try:
        keep(form)
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 412, 422):
            raise
        for field in no.errors or ("",):
            form.wrong(*_look_again(field))
    return (_page(form), 422) if form.errors else lead_to(request.path, "about")


def _look_again(field: str) -> tuple[str, str]:
    """Where on the page that is which matching named, and what to say there."""
    if field == "introduction":
        return field, "error.introduction"
    if field == "self_described.age_band":
        return WORDS + "age_band", "about.under_18"
    if field.startswith("self_described."):
        return WORDS + field.removeprefix("self_described."), "error.own_words"
    return "own", "error.own"


def _page(form: Form, trouble: str | None = None) -> str:
    headings = list(zip(ASKED, asked(codes_in(form.typed)), strict=True))
    return page("about.html", form=form, trouble=trouble, headings=headings, is_coach=g.actor.role == "coach")
