"""Who can talk now, or today: the list that welcome conversations stand on, and where it is kept."""

from datetime import date, timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.on_call import DAYS, as_form, read_on_call, rows
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, happened, matching, part
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here

on_call = Blueprint("on_call", __name__, url_prefix="/on-call")
ALL_DAY = timedelta(hours=12)
WHO = ("intake", "supervisor", "admin")
WEEK = {"days": DAYS, "monday": date(2026, 1, 5), "one": timedelta(days=1)}


@on_call.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    return _page(Form(as_form(happened().on_call()["weekly"])))


@on_call.post("")
@page_for(*WHO)
def keep() -> ResponseReturnValue:
    """The usual week; single dates stay as they are."""
    form = Form(request.form)
    weekly = read_on_call(form)
    if form.errors:
        return _page(form), 422
    try:
        known = happened().on_call()
        zone = known["time_zone"] if known["version"] else zone_here()
        happened().set_on_call({"time_zone": zone, "weekly": weekly, "exceptions": known["exceptions"]})
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        form.wrong("coach-0", "error.on_call")
        return _page(form), 422
    return lead_to("/on-call", "on_call")


def who_can_talk() -> Part[list[Found]]:
    """Soonest first. `until` is how long they can, `from` when they begin."""
    return part(happened().on_call).shown(lambda told: [_shown(one) for each in told for one in each["items"]])


def _shown(one: Found) -> Found:
    stretches = [with_instants(each, "starts_at", "ends_at") for each in one["stretches"]]
    first = stretches[0] if stretches else {"starts_at": None, "ends_at": None}
    ends = first["ends_at"] if first["ends_at"] and first["ends_at"] - now() < ALL_DAY else None
    told = {"coach_id": one["coach_id"], "now": one["now"], "begins_at": first["starts_at"], "until": ends}
    return told | with_instants({"first_opening": one["first_opening"]}, "first_opening")


def _page(form: Form, trouble: str | None = None) -> str:
    coaches = part(matching().coaches).shown(lambda all: [one for one in all if one["state"] == "active"])
    return page("on_call.html", form=form, trouble=trouble, rows=rows(form), coaches=coaches, **WEEK)
