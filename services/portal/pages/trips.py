"""On the road alone: back by four, and ring me if I have not said so."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
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
A_NIGHT = timedelta(hours=12)


@trips.get("/coach/trip")
@page_for("coach")
def before_leaving() -> ResponseReturnValue:
    return _page(Form())


@trips.post("/coach/trip")
@page_for("coach")
def leave() -> ResponseReturnValue:
    """Later today, or past midnight, on the coach's own clock."""
    form = Form(request.form)
    back_by = _when_next(form.typed.get("back_by", ""))
    if back_by is None:
        return _no_such_time(form)
    try:
        happened().say_back_by(g.actor.person, rfc3339(back_by))
    except Declined as no:
        if no.status != 422:
            raise
        return _no_such_time(form)
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
    """Somebody rang, and they are: from the trip that this page told of."""
    happened().be_back(str(coach_id), back_by=request.form.get("back_by"))
    return lead_to("/supervisor", "back")


def my_trip() -> Part[list[dict[str, Any]]]:
    """None while nobody waits for a word."""
    return part(happened().trip, g.actor.person).shown(_under_way)


def who_is_late() -> Part[list[dict[str, Any]]]:
    return part(happened().trips).shown(lambda found: [one for one in _under_way(found) if one["state"] == "late"])


def _under_way(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [with_instants(one, "back_by") for one in found if one["state"] != "back"]


def _when_next(clock: str) -> datetime | None:
    """When a clock shows that next. Tomorrow only if the night lies between: of who errs by a minute, nobody would hear
    for a day.
    """
    today = now().astimezone(ZoneInfo(zone_here())).date()
    today_at, tomorrow_at = (wall_time(str(today + timedelta(days=days)), clock, zone_here()) for days in (0, 1))
    if today_at and today_at > now():
        return today_at
    return tomorrow_at if tomorrow_at and tomorrow_at <= now() + A_NIGHT else None


def _no_such_time(form: Form) -> ResponseReturnValue:
    form.wrong("back_by", "error.back_by")
    return _page(form), 422


def _page(form: Form, trouble: str | None = None) -> str:
    return page("trip.html", form=form, trouble=trouble, trip=my_trip())
