"""Earlier times: whether somebody would like to hear of one that comes free, and what is free for them now."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.booking import booked_before
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, part, scheduling
from services.portal.pages.shown import as_it_is, sessions_ahead, with_instants
from services.portal.pages.visit import page_for

freed_times = Blueprint("freed_times", __name__, url_prefix="/me/earlier")
ACTS = ("take", "pass")


@freed_times.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    return _page()


@freed_times.post("")
@page_for("member")
def wish() -> ResponseReturnValue:
    form = Form(request.form)
    wanted = form.one_of("wanted", ("yes", "no"), "error.act")
    if form.errors:
        return _page(trouble="error.act"), 422
    try:
        scheduling().say_earlier(g.actor.person, wanted == "yes")
    except Away:
        return _page(trouble="away.form"), 503, A_MOMENT
    return lead_to("/me/earlier", f"earlier_{wanted}")


@freed_times.post("/<uuid:time_id>")
@page_for("member")
def answer(time_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    act = form.one_of("act", ACTS, "error.act")
    if form.errors:
        return _page(trouble="error.act"), 422
    try:
        done, ours = answer_time(scheduling(), str(time_id), form, act)
    except Away:
        return _page(trouble="away.form"), 503, A_MOMENT
    return lead_to(f"/sessions/{ours['id']}" if ours else "/me/earlier", done)


def answer_time(ask: Scheduling, time_id: str, form: Form, act: str) -> tuple[str, Found | None]:
    """What is to be said of it, and what is theirs. Both cost nothing; no thanks to what they took leaves it theirs."""
    if act == "pass":
        passed = ask.pass_time_on(time_id, key=key_for(form.key, "pass"))
        ours = taken_before(ask, passed)
        return ("time_yours" if ours else "time_passed"), ours
    instead_of = form.id("instead_of")
    try:
        taken = ask.take_time(time_id, instead_of=instead_of, key=key_for(form.key, "take", {"instead_of": instead_of}))
    except Declined as no:
        if no.status not in (409, 422):
            raise
        return _said_of(ask, ask.freed_time(time_id))
    return _said_of(ask, taken)


def taken_before(ask: Scheduling, time: Found) -> Found | None:
    """What it became, as long as that is on."""
    return booked_before(ask, time) if time["state"] == "taken" else None


def sessions_of(ask: Scheduling, match_id: str) -> Part[list[Found]]:
    """What lies ahead of these two: an earlier time may take the place of one of them."""
    ahead = sessions_ahead(ask, match_id=match_id)
    return ahead.shown(lambda found: [one for one in found if one["is_ahead"]])


def _said_of(ask: Scheduling, time: Found) -> tuple[str, Found | None]:
    """Nobody was quicker than themselves, and what is still free may be chosen again."""
    if ours := taken_before(ask, time):
        return as_it_is(ours, "time_taken"), ours
    return ("time_again" if time["still_free"] else "time_gone"), None


def _page(trouble: str | None = None) -> str:
    free = part(scheduling().freed_times, state="offered")
    wished = part(scheduling().earlier, g.actor.person)
    times = [with_instants(one, "starts_at", "ends_at") for one in free.found if one["still_free"]]
    ahead = {one["match_id"]: sessions_of(scheduling(), one["match_id"]) for one in times}
    told = {"times": times, "ahead": ahead, "is_away": free.is_away or wished.is_away}
    wanted = next((one["wanted"] for one in wished.found), None)
    return page("earlier.html", wanted=wanted, trouble=trouble, **told)
