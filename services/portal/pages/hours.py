"""When a coach can meet: their own form, and their week as others see it, drawn and written."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.hours import DAYS, PER_DAY, RULES, as_form, read_hours, stretches
from services.portal.forms.times import instant
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import part, places, scheduling
from services.portal.pages.shown import now
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.times import starts_of
from shared.kernel.times import rfc3339

hours = Blueprint("hours", __name__, url_prefix="/coach/hours")
WEEK = 7
NONE: Found = {"weekly": [], "exceptions": [], "time_off": [], "rules": {}}


@hours.get("")
@page_for("coach")
def mine() -> ResponseReturnValue:
    kept = _kept()
    return _page(Form(MultiDict(as_form(kept))), kept)


@hours.post("")
@page_for("coach")
def keep() -> ResponseReturnValue:
    form, kept = Form(request.form), _kept()
    wanted = read_hours(form, kept)
    if form.errors:
        return _page(form, kept), 422
    try:
        scheduling().set_availability(g.actor.person, wanted)
    except Away:
        return _page(form, kept, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        form.wrong("start-1-0", "error.hours")
        return _page(form, kept), 422
    return lead_to("/coach/hours", "hours")


def _kept() -> Found:
    """Who has said nothing yet begins with an empty week in their own zone."""
    try:
        return scheduling().availability(g.actor.person)
    except Declined as no:
        if no.status != 404:
            raise
        return NONE | {"time_zone": zone_here()}


def _page(form: Form, kept: Found, trouble: str | None = None) -> str:
    told: Found = {"form": form, "kept": kept, "trouble": trouble, "days": DAYS, "per_day": PER_DAY, "rules": [*RULES]}
    named = {window.get("place_id") for window in kept.get("weekly") or []}
    told["places"] = part(places().every).shown(lambda all: [one for one in all if one["open"] or one["id"] in named])
    return page("hours.html", week=_week(kept["time_zone"]), monday=date(2026, 1, 5), one=timedelta(days=1), **told)


def _week(zone: str) -> list[dict[str, Any]]:
    """The next seven days as others see them: what can be booked, not what was typed."""
    midnights = starts_of(WEEK, now=now(), zone=zone)
    span = {"from_": rfc3339(max(now(), midnights[0])), "to": rfc3339(midnights[-1])}
    try:
        found = scheduling().openings(coach_id=g.actor.person, **span)["items"]
    except (Away, Declined):
        return []
    opened = [(instant(one["starts_at"]), instant(one["ends_at"])) for one in found]
    return [{"day": day, "stretches": _stretches(day.date(), opened, zone)} for day in midnights[:-1]]


def _stretches(day: date, opened: list[tuple[datetime, datetime]], zone: str) -> list[dict[str, Any]]:
    return [_drawn(each, zone) for each in stretches([one for one in opened if _date(one[0], zone) == day])]


def _date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _drawn(stretch: tuple[datetime, datetime], zone: str) -> dict[str, Any]:
    """`top` and `height` in hours of the wall clock, for the picture."""
    start, end = (edge.astimezone(ZoneInfo(zone)) for edge in stretch)
    top = start.hour + start.minute / 60
    return {"starts_at": start, "ends_at": end, "top": top, "height": (stretch[1] - stretch[0]).total_seconds() / 3600}
