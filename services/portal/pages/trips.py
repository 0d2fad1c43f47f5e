"""On the road alone: back by four, and ring me if I have not said so."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away
from services.portal.forms.days import wall_time
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, happened, part
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from shared.kernel.times import rfc3339

trips = Blueprint("trips", __name__)


@trips.get("/coach/trip")
@page_for("coach")
def before_leaving() -> ResponseReturnValue:
    return _page(Form())


@trips.post("/coach/trip")
@page_for("coach")
def leave() -> ResponseReturnValue:
    """Later today, on the coach's own clock."""
    form = Form(request.form)
    back_by = _later_today(form.typed.get("back_by", ""))
    if back_by is None:
        form.wrong("back_by", "error.back_by")
        return _page(form), 422
    try:
        happened().say_back_by(g.actor.person, rfc3339(back_by))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    return lead_to("/coach", "trip")


@trips.post("/coach/trip/back")
@page_for("coach")
def be_back() -> ResponseReturnValue:
    happened().be_back(g.actor.person)
    return lead_to("/coach", "back")


@trips.post("/supervisor/trips/<uuid:coach_id>/back")
@page_for("supervisor", "admin")
def are_back(coach_id: object) -> ResponseReturnValue:
    """Somebody rang, and they are."""
    happened().be_back(str(coach_id))
    return lead_to("/supervisor", "back")


def my_trip() -> Part[list[dict[str, Any]]]:
    """None while nobody waits for a word."""
    return part(happened().trip, g.actor.person).shown(_under_way)


def who_is_late() -> Part[list[dict[str, Any]]]:
    return part(happened().trips).shown(lambda found: [one for one in _under_way(found) if one["state"] == "late"])


def _under_way(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [with_instants(one, "back_by") for one in found if one["state"] != "back"]


def _later_today(clock: str) -> datetime | None:
    today = now().astimezone(ZoneInfo(zone_here())).date().isoformat()
    found = wall_time(today, clock, zone_here())
    return found if found and found > now() else None


def _page(form: Form, trouble: str | None = None) -> str:
    return page("trip.html", form=form, trouble=trouble, trip=my_trip())
