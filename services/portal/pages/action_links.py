"""The links in messages: a page with a time and its buttons. Only a button acts, with a token for that deed alone."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.organisation import Places
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.times import Opening
from services.portal.pages.by_link import door_for, link_of, redeemed, scheduling_for
from services.portal.pages.link_times import shown_to_book, shown_to_take
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, known
from services.portal.pages.shown import AHEAD, as_it_is, places_by_id, session_shown
from services.portal.pages.times import openings_of, review_page, times_page, why_not
from shared.web.auth import open_to_all

action_links = Blueprint("action_links", __name__, url_prefix="/l")
DEEDS = {"confirm": ("confirmation", "confirmed"), "cannot_come": ("cancellation", "cancelled")}
BUTTONS = ("confirm", "change", "cannot_come")


@action_links.get("/<token>")
@open_to_all
def look(token: str) -> ResponseReturnValue:
    link = link_of(token)
    if link is None:
        return page("link_gone.html"), 410
    if link["time_id"]:
        return shown_to_take(link, token)
    if link["match_id"] and link["open"]:
        return shown_to_book(link, token)
    if not link["session_id"]:
        return page("link_gone.html"), 410
    session = _session(link)
    acts = [act for act in BUTTONS if act in link["acts"]] if link["open"] and session["is_ahead"] else []
    acts = [act for act in acts if act != "confirm" or session["state"] != "pending"]
    where = _where(link) if link["open"] and session["state"] in AHEAD else known({})
    return page("action_link.html", session=session, acts=acts, here=f"/l/{token}", where=where)


@action_links.post("/<token>")
@open_to_all
def act(token: str) -> ResponseReturnValue:
    form = Form(request.form)
    wanted = form.one_of("act", tuple(DEEDS), "error.act")
    link = redeemed(token, wanted) if not form.errors else None
    if link is None:
        return page("link_gone.html"), 410
    deed, done = DEEDS[wanted]
    session_id, key = link["session_id"], key_for(form.key, wanted)
    ask = _scheduling(link, f"POST:/v1/sessions/{session_id}/{deed}")
    if wanted == "confirm":
        ask.confirm(session_id, key=key)
    else:
        ask.cancel(session_id, reason=link["audience"], key=key)
    return lead_to(f"/l/{token}", done)


@action_links.get("/<token>/move")
@open_to_all
def times(token: str) -> ResponseReturnValue:
    link = link_of(token)
    if link is None or not link["open"]:
        return page("link_gone.html"), 410
    return times_page(_openings(link), title="move", here=f"/l/{token}/move", back=f"/l/{token}")


@action_links.get("/<token>/move/review")
@open_to_all
def review(token: str) -> ResponseReturnValue:
    link = link_of(token)
    if link is None or not link["open"]:
        return page("link_gone.html"), 410
    where = {"here": f"/l/{token}/move", "back": f"/l/{token}"}
    return review_page(_openings(link), title="move", button="move.button", **where)


@action_links.post("/<token>/move")
@open_to_all
def move(token: str) -> ResponseReturnValue:
    form = Form(request.form)
    link, wanted = redeemed(token, "change"), form.typed.get("starts_at", "")
    if link is None:
        return page("link_gone.html"), 410
    session_id = link["session_id"]
    try:
        ask = _scheduling(link, f"POST:/v1/sessions/{session_id}/move")
        ask.move(session_id, starts_at=wanted, key=key_for(form.key, "move", {"starts_at": wanted}))
    except Declined as no:
        if no.status not in (409, 422):
            raise
        where = {"here": f"/l/{token}/move", "back": f"/l/{token}"}
        return times_page(_openings(link), title="move", **where, error=why_not(no)), 409
    session = _session(link)
    return page("action_done.html", session=session, done=as_it_is(session, "moved"))


def _scheduling(link: Found, *deeds: str) -> Scheduling:
    return scheduling_for(link, *deeds, f"GET:/v1/sessions/{link['session_id']}")


def _where(link: Found) -> Part[dict[str, Found]]:
    """A message says no place: behind its link it stands by the name that says nothing about anybody."""
    return places_by_id(Places(door_for(link, "GET:/v1/places")))


def _session(link: Found) -> Found:
    return session_shown(_scheduling(link).session(link["session_id"]))


def _openings(link: Found) -> list[Opening]:
    return openings_of(_scheduling(link, "GET:/v1/openings"), _session(link)["match_id"])
