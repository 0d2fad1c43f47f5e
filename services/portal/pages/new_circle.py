"""Plan a group: who leads it, when, how often, and how many seats."""

from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
from services.portal.forms.days import wall_time
from services.portal.forms.form import Form
from services.portal.forms.hours import WAYS
from services.portal.forms.keys import key_for
from services.portal.pages.circles import WHO_LEAD
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import group_doors, matching, part, places
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from shared.kernel.times import rfc3339

new_circle = Blueprint("new_circle", __name__, url_prefix="/circles/new")
TITLE = 80
# How many there may be of each, and what stands there before anybody types.
NUMBERS = {"minutes": (5, 480, 60), "seats": (1, 1000, 12), "weeks": (1, 52, 1)}


@new_circle.get("")
@page_for(*WHO_LEAD)
def blank() -> ResponseReturnValue:
    return _page(Form())


@new_circle.post("")
@page_for(*WHO_LEAD)
def plan() -> ResponseReturnValue:
    """What cannot be, on a day when they lead something else, is left out; nothing at all is refused."""
    form = Form(request.form)
    wish = _read(form)
    if form.errors:
        return _page(form), 422
    try:
        made = group_doors().begin(wish, key=key_for(form.key, "circle", wish))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        form.wrong("day", "error.circle_on_the_way" if no.code == "on_the_way" else "error.circle_then")
        return _page(form), no.status
    return lead_to("/circles", "circle_in_part" if made["skipped"] else "circle")


def _read(form: Form) -> dict[str, Any]:
    """Look at `form.errors` before using it. A coach leads their own."""
    leads = g.actor.person if g.actor.role == "coach" else form.id("coach")
    if not leads:
        form.wrong("coach", "error.who")
    at = wall_time(form.typed.get("day", ""), form.typed.get("clock", ""), zone_here())
    if at is None:
        form.wrong("day", "error.when")
    said = {name: _number(form, name) for name in NUMBERS}
    weeks = said.pop("weeks")
    wish: dict[str, Any] = said | {"coach_id": leads, "starts_at": rfc3339(at) if at else None}
    wish |= {"modality": form.one_of("modality", WAYS, "error.kind"), "time_zone": zone_here()}
    more = {"title": form.text("title", most=TITLE), "place_id": form.id("place")}
    more["rrule"] = f"FREQ=WEEKLY;COUNT={weeks}" if weeks > 1 else None
    return wish | {name: value for name, value in more.items() if value}


def _number(form: Form, name: str) -> int:
    least, most, usual = NUMBERS[name]
    value = form.number(name, otherwise=-1) if form.text(name, most=4) else usual
    if not least <= value <= most:
        form.wrong(name, "error.rule")
    return value


def _page(form: Form, trouble: str | None = None) -> str:
    leads = part(matching().coaches).shown(lambda all: [one for one in all if one["state"] == "active"])
    told: dict[str, Any] = {"coaches": None if g.actor.role == "coach" else leads, "ways": WAYS, "most": TITLE}
    told["places"] = part(places().every).shown(lambda all: [one for one in all if one["open"]])
    usual = {name: usual for name, (_, _, usual) in NUMBERS.items()}
    return page("new_circle.html", form=form, trouble=trouble, usual=usual, **told)
