"""The links in messages that say: pick a time, or: a time is free. From the link to a booked time it is three pages,
and nobody signs in: it books one time with whoever walks with them, and opens nothing else.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.times import Opening, said_in_the_way
from services.portal.pages.booking import booked_before
from services.portal.pages.by_link import link_booked, link_of, redeemed, scheduling_for
from services.portal.pages.freed_times import ACTS, answer_time, sessions_of, taken_before
from services.portal.pages.page import page
from services.portal.pages.services import known
from services.portal.pages.shown import as_it_is, session_shown, with_instants
from services.portal.pages.times import openings_of, review_page, times_page, why_not
from shared.web.auth import open_to_all

link_times = Blueprint("link_times", __name__, url_prefix="/l")


@link_times.get("/<token>/book")
@open_to_all
def times(token: str) -> ResponseReturnValue:
    link = _to_book(token)
    return shown_to_book(link, token) if link else _gone()


@link_times.get("/<token>/book/review")
@open_to_all
def review(token: str) -> ResponseReturnValue:
    link = _to_book(token)
    if link is None:
        return _gone()
    return review_page(_openings(link), button="book.button", asks_way=True, once=True, **_here(token))


@link_times.post("/<token>/book")
@open_to_all
def book(token: str) -> ResponseReturnValue:
    """One time, however often, wherever and for whatever times it is pressed: scheduling sees to it, which knows."""
    form, link = Form(request.form), redeemed(token, "book")
    if link is None:
        return _what_stands(token)
    wish: Found = {"match_id": link["match_id"], "starts_at": form.typed.get("starts_at", "")}
    wish |= {"minutes": form.number("minutes", otherwise=60), "modality": form.typed.get("way", "")}
    wish["only_if_none_ahead"] = True
    if said := said_in_the_way(form):
        wish |= {"in_the_way": said}
    ask = scheduling_for(link, "POST:/v1/sessions", "GET:/v1/sessions")
    try:
        booked = ask.book(wish, key=key_for(form.key, "book", wish))
    except Declined as no:
        if no.status not in (409, 422):
            raise
        if ours := booked_before(ask, wish):
            return page("action_done.html", session=session_shown(ours), done=as_it_is(ours, "booked"))
        if no.code == "one_ahead":
            return _what_stands(token)
        return times_page(_openings(link), **_here(token), error=why_not(no)), 409
    link_booked(token, booked["id"])
    return page("action_done.html", session=session_shown(booked), done=as_it_is(booked, "booked"))


@link_times.post("/<token>/time")
@open_to_all
def answer(token: str) -> ResponseReturnValue:
    """A time that came free: they would like it, or no thanks."""
    form = Form(request.form)
    act = form.one_of("act", ACTS, "error.act")
    link = redeemed(token, act) if not form.errors else None
    if link is None:
        return _gone()
    time_id = link["time_id"]
    deeds = (f"POST:/v1/freed-times/{time_id}/{deed}" for deed in ("acceptance", "decline"))
    done, _ = answer_time(_to_take(link, *deeds), time_id, form, act)
    return shown_to_take(link, token, done)


def shown_to_book(link: Found, token: str) -> str:
    return times_page(_openings(link), **_here(token))


def shown_to_take(link: Found, token: str, done: str | None = None) -> str:
    """As it is by now, whoever else was asked meanwhile. `done`: what has just been said to it."""
    ask = _to_take(link)
    time = ask.freed_time(link["time_id"])
    ahead = sessions_of(ask, time["match_id"]) if time["still_free"] else known([])
    told = {"time": with_instants(time, "starts_at", "ends_at"), "ahead": ahead, "ours": taken_before(ask, time)}
    return page("time_free.html", **told, here=f"/l/{token}/time", done=done)


def _to_take(link: Found, *deeds: str) -> Scheduling:
    return scheduling_for(link, f"GET:/v1/freed-times/{link['time_id']}", "GET:/v1/sessions", *deeds)


def _to_book(token: str) -> Found | None:
    link = link_of(token)
    return link if link and link["match_id"] and link["open"] else None


def _what_stands(token: str) -> ResponseReturnValue:
    link = link_of(token)
    if link is None or not link["session_id"]:
        return _gone()
    ask: Scheduling = scheduling_for(link, f"GET:/v1/sessions/{link['session_id']}")
    session = session_shown(ask.session(link["session_id"]))
    return page("action_done.html", session=session, done=as_it_is(session, "booked"))


def _openings(link: Found) -> list[Opening]:
    return openings_of(scheduling_for(link, "GET:/v1/openings"), link["match_id"])


def _here(token: str) -> Found:
    return {"title": "book", "here": f"/l/{token}/book", "back": "/", "back_words": "link.own_page"}


def _gone() -> ResponseReturnValue:
    return page("link_gone.html"), 410
