"""Groups at the desk: the sheet by the door to print, and how many came, in a minute."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.front import HOMES
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, group_doors, known, names_of, part, scheduling
from services.portal.pages.shown import in_order, now, with_instants
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339

circles = Blueprint("circles", __name__, url_prefix="/circles")
WHO_LEAD = ("intake", "supervisor", "admin", "coach")
MOST = 1000
JUST = timedelta(days=3)


@circles.get("")
@page_for(*WHO_LEAD)
def lately_and_soon() -> ResponseReturnValue:
    """Each meeting we know of: the sheet before, the count afterwards."""
    mine = g.actor.person if g.actor.role == "coach" else None
    found, held = part(group_doors().every, coach_id=mine), _just_held(mine)
    titles = {group["id"]: group.get("title") for group in found.found}
    ahead = [one | {"group_id": group["id"]} for group in found.found for one in group["meetings"]]
    shown = [_meeting(one, titles) for one in (*held.found, *ahead) if one["state"] != "cancelled"]
    return page("circles.html", meetings=known(in_order(shown, "starts_at"), found.is_away), home=HOMES[g.actor.role])


@circles.get("/<uuid:group_id>/sheet/<uuid:session_id>")
@page_for(*WHO_LEAD)
def sheet(group_id: object, session_id: object) -> ResponseReturnValue:
    """First names and blank rows. Nothing on it says what it is about."""
    found = _sheet(str(group_id), str(session_id))
    return page("group_sheet.html", sheet=found, names=names_of(row["member_id"] for row in found["rows"]))


@circles.get("/<uuid:group_id>/count/<uuid:session_id>")
@page_for(*WHO_LEAD)
def before_counting(group_id: object, session_id: object) -> ResponseReturnValue:
    return _count_page(str(group_id), str(session_id), Form())


@circles.post("/<uuid:group_id>/count/<uuid:session_id>")
@page_for(*WHO_LEAD)
def count(group_id: object, session_id: object) -> ResponseReturnValue:
    """How many came, and who of them is known: whoever is not is a number."""
    form, known = Form(request.form), request.form.getlist("person")
    heads: dict[str, Any] = {"session_id": str(session_id), "people": known}
    if form.text("count", most=4):
        heads["count"] = form.number("count", otherwise=-1)
        if not len(known) <= heads["count"] <= MOST:
            form.wrong("count", "error.heads")
    if form.errors:
        return _count_page(str(group_id), str(session_id), form), 422
    try:
        group_doors().count(str(group_id), heads, key=key_for(form.key, "heads", heads))
    except Away:
        return _count_page(str(group_id), str(session_id), form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        form.wrong("count", "error.heads_settled" if no.status == 409 else "error.heads")
        return _count_page(str(group_id), str(session_id), form), no.status
    return lead_to("/circles", "written")


def _just_held(coach_id: str | None) -> Part[list[Found]]:
    """Those of the last days, to be counted."""
    span = {"from_": rfc3339(now() - JUST), "to": rfc3339(now() + timedelta(minutes=1))}
    return part(scheduling().sessions, coach_id=coach_id, **span).shown(_of_groups)


def _of_groups(found: list[Found]) -> list[Found]:
    return [one | {"session_id": one["id"]} for one in found if one.get("group_id")]


def _meeting(one: Found, titles: dict[str, Any]) -> Found:
    shown = with_instants(one, "starts_at", "ends_at")
    return shown | {"title": titles.get(one["group_id"]), "has_begun": shown["starts_at"] <= now()}


def _sheet(group_id: str, session_id: str) -> Found:
    return with_instants(group_doors().sheet(group_id, session_id=session_id), "starts_at", "ends_at")


def _count_page(group_id: str, session_id: str, form: Form, trouble: str | None = None) -> str:
    found = _sheet(group_id, session_id)
    names = names_of(row["member_id"] for row in found["rows"])
    return page("group_count.html", sheet=found, names=names, form=form, trouble=trouble)
