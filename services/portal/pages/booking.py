"""Book a time: a dated list, a look at what was chosen, booked."""

from datetime import timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.days import is_near
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.times import Opening, instant, said_in_the_way
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.front import HOMES
from services.portal.pages.notice import lead_to
from services.portal.pages.services import matching, names_of, scheduling
from services.portal.pages.shown import AHEAD, as_it_is
from services.portal.pages.times import openings_of, review_page, sent_again_page, times_page, typed_page, why_not
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339

booking = Blueprint("booking", __name__, url_prefix="/book")
RULES = {"weekly": "FREQ=WEEKLY;COUNT=8", "biweekly": "FREQ=WEEKLY;INTERVAL=2;COUNT=6"}
EVERYBODY = ("intake", "supervisor", "admin", "coach", "member")


@booking.get("/<uuid:match_id>")
@page_for(*EVERYBODY)
def times(match_id: object) -> ResponseReturnValue:
    _, openings = _match_and_openings(str(match_id))
    return times_page(openings, title="book", here=f"/book/{match_id}", back=HOMES[g.actor.role])


@booking.get("/<uuid:match_id>/review")
@page_for(*EVERYBODY)
def review(match_id: object) -> ResponseReturnValue:
    match, openings = _match_and_openings(str(match_id))
    told = {"title": "book", "button": "book.button", "here": f"/book/{match_id}", "back": HOMES[g.actor.role]}
    return review_page(openings, **told, asks_way=True, more=_whose(match))


@booking.post("/<uuid:match_id>")
@page_for(*EVERYBODY)
def book(match_id: object) -> ResponseReturnValue:
    """Somebody may have been quicker: then the list is shown again, and says so."""
    form, here = Form(request.form), f"/book/{match_id}"
    wish: Found = {"match_id": str(match_id), "starts_at": form.typed.get("starts_at", "")}
    wish |= {"minutes": form.number("minutes", otherwise=60), "modality": form.typed.get("way", "")}
    said = said_in_the_way(form)
    if rule := RULES.get(form.typed.get("repeat", "")):
        return _book_series(form, wish | {"rrule": rule}, here, said)
    if said:
        wish |= {"in_the_way": said}
    try:
        booked = _book(form, wish)
    except Away:
        return _sent_again(form, here)
    except Declined as no:
        if no.code == "still_running":
            return _sent_again(form, here)
        if no.status not in (409, 422):
            raise
        if ours := booked_before(scheduling(), wish):
            return lead_to(f"/sessions/{ours['id']}", as_it_is(ours, "booked"))
        return _refused(str(match_id), no)
    return lead_to(f"/sessions/{booked['id']}", as_it_is(booked, "booked"))


@booking.post("/<uuid:match_id>/hold")
@page_for(*EVERYBODY)
def keep(match_id: object) -> ResponseReturnValue:
    """The time is kept while somebody decides; pressed again, for longer. No clock runs on the page."""
    form, here = Form(request.form), f"/book/{match_id}"
    wish: Found = {"match_id": str(match_id), "starts_at": form.typed.get("starts_at", "")}
    wish |= {"minutes": form.number("minutes", otherwise=60)}
    wish |= {"modality": way} if (way := form.typed.get("way")) else {}
    told: Found = {"hold_id": form.id("hold_id"), "trouble": None, "kept_until": None}
    try:
        held = _held(form, wish)
        told |= {"hold_id": held["id"], "kept_until": instant(held["expires_at"])}
    except Away:
        return _sent_again(form, here)
    except Declined as no:
        if no.status not in (409, 422):
            raise
        if no.code != "kept_long_enough":
            return _refused(str(match_id), no)
        told["trouble"] = "hold.long_enough"
    told |= _whose(_match(str(match_id)))
    return typed_page(form, title="book", button="book.button", here=here, asks_way=True, key=None, **told)


def _held(form: Form, wish: Found) -> Found:
    """One that ran out while somebody was reading is made anew, if nobody was quicker."""
    if hold_id := form.id("hold_id"):
        try:
            return scheduling().keep_longer(hold_id, key=key_for(form.key, "longer"))
        except Declined as no:
            if no.status != 404 and no.code != "hold_expired":
                raise
    return scheduling().hold(wish, key=key_for(form.key, "hold", wish))


def _refused(match_id: str, no: Declined) -> ResponseReturnValue:
    told = {"title": "book", "here": f"/book/{match_id}", "back": HOMES[g.actor.role]}
    return times_page(openings_of(scheduling(), match_id), **told, error=why_not(no)), 409


def _book(form: Form, wish: Found) -> Found:
    """With what was kept; where that ran out, the time may still be free."""
    if hold_id := form.id("hold_id"):
        kept = wish | {"hold_id": hold_id}
        try:
            return scheduling().book(kept, key=key_for(form.key, "book", kept))
        except Declined as no:
            if no.code not in ("hold_expired", "other_hold"):
                raise
    return scheduling().book(wish, key=key_for(form.key, "book", wish))


def _let_go(form: Form) -> None:
    """A series books its own times: what was kept would stand in its way."""
    if hold_id := form.id("hold_id"):
        try:
            scheduling().let_go(hold_id)
        except Declined as no:
            if no.status != 404:
                raise


def _book_series(form: Form, wish: Found, here: str, said: list[str]) -> ResponseReturnValue:
    """The same time again and again. What cannot be is left out, and said so; what could get in the way is told of
    the first.
    """
    try:
        _let_go(form)
        made = scheduling().book_series(wish, key=key_for(form.key, "series", wish))
        if said:
            scheduling().say_in_the_way(made["booked"][0]["id"], said)
    except Away:
        return _sent_again(form, here)
    except Declined as no:
        if no.status not in (409, 422):
            raise
        return _refused(wish["match_id"], no)
    if made["booked"][0]["state"] == "pending":
        return lead_to(HOMES[g.actor.role], "series_asked")
    return lead_to(HOMES[g.actor.role], "series_in_part" if made["skipped"] else "series")


def _sent_again(form: Form, here: str) -> ResponseReturnValue:
    return sent_again_page(form, title="book", button="book.button", here=here, asks_way=True), 503, A_MOMENT


def booked_before(ask: Scheduling, wish: Found) -> Found | None:
    """The session that these two have at this very time: nobody is told that they were quicker than themselves."""
    try:
        starts_at = instant(wish["starts_at"])
    except ValueError:
        return None
    if not is_near(starts_at):
        return None
    span = {"from_": rfc3339(starts_at), "to": rfc3339(starts_at + timedelta(minutes=1))}
    found = [one for one in ask.sessions(match_id=wish["match_id"], **span) if one["state"] in AHEAD]
    return next((one for one in found if instant(one["starts_at"]) == starts_at), None)


def _match_and_openings(match_id: str) -> tuple[Found | None, list[Opening]]:
    """Whose match it is not hears so at once; whose it is waits a moment for scheduling to hear of it too."""
    match = _match(match_id)
    try:
        return match, openings_of(scheduling(), match_id)
    except Declined as no:
        if no.status != 404:
            raise
        raise Away("scheduling") from None


def _match(match_id: str) -> Found | None:
    try:
        return matching().match(match_id)
    except Away:
        return None


def _whose(match: Found | None) -> Found:
    """Whose time it is; unsaid while matching is away."""
    return {"names": names_of([match["coach_id"], match["member_id"]]), "match": match} if match else {}
