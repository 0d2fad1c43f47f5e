"""A member rings their coach, at a number that the coach agreed to show; and the coach's own page, to agree."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.notifications import SPOKEN, as_given
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, notifications, part
from services.portal.pages.visit import page_for

ring = Blueprint("ring", __name__)
MOST = 40


@ring.get("/me/coach/<uuid:match_id>/ring")
@page_for("member")
def my_coach(match_id: object) -> ResponseReturnValue:
    """The number stands on this page alone, which somebody opens who wants to ring. Without one: what to do instead."""
    coach_id = matching().match(str(match_id))["coach_id"]
    numbers = part(notifications().numbers, coach_id, purpose="to_ring")
    return page("ring.html", name=names_of([coach_id]).get(coach_id), numbers=numbers)


@ring.get("/coach/number")
@page_for("coach")
def my_numbers() -> ResponseReturnValue:
    return _page(Form(), _mine())


@ring.post("/coach/number")
@page_for("coach")
def agree() -> ResponseReturnValue:
    """What is not ticked is shown to nobody from the next page on."""
    form, mine = Form(request.form), []
    fresh = form.text("number", most=MOST)
    try:
        mine = _mine()
        if form.errors:
            return _page(form, mine), 422
        notifications().set_contact_points(g.actor.person, _all_of(mine, form.typed.getlist("ring"), fresh))
    except Away:
        return _page(form, mine, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422 or fresh is None:
            raise
        form.wrong("number", _why(no, place=len(mine)))
        return _page(form, mine), 422
    return lead_to("/coach", "number")


def _all_of(mine: list[Found], ticked: list[str], fresh: str | None) -> list[Found]:
    """A number of their own that is new here is given to be rung."""
    ways = [_kept(way, "yes" if way["id"] in ticked else "no") for way in mine]
    given = {"kind": "voice", "address": fresh, "shared": "no", "members_may_ring": "yes"}
    return [*ways, given] if fresh else ways


def _why(no: Declined, *, place: int) -> str:
    """Which words say what is wrong with the number at this place. What is wrong elsewhere is not the number's."""
    if "items" in no.errors:
        return "error.numbers_enough"
    if f"items.{place}.address" not in no.errors:
        raise no
    return "error.number_twice" if no.code == "given_twice" else "error.number"


def _mine() -> list[Found]:
    """Whoever puts them anew has to have read them."""
    return notifications().own_contact_points(g.actor.person)


def _kept(way: Found, answer: str) -> Found:
    """As it is, with the answer where it can be rung."""
    return as_given(way) | ({"members_may_ring": answer} if way["kind"] in SPOKEN else {})


def _page(form: Form, mine: list[Found], trouble: str | None = None) -> str:
    spoken = [way for way in mine if way["kind"] in SPOKEN]
    agreed = [way["id"] for way in spoken if way["members_may_ring"] == "yes"]
    ticked = form.typed.getlist("ring") if form.key else agreed
    unseen = [] if spoken else ticked  # those that cannot be read just now stay as they were ticked
    return page("number.html", form=form, numbers=spoken, ticked=ticked, unseen=unseen, trouble=trouble, most=MOST)
