"""Who could walk with me: three at most, with reasons and in their own words. One can change later without a reason."""

from urllib.parse import urlencode

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.clients.matching import Matching
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.weighing import MATTERS, WAYS, asked, weighed
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, matching, part
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

choose = Blueprint("choose", __name__, url_prefix="/me/choose")
FEW, MORE, REASONS = 3, 10, 2
ANY = "any"
WHY_NOT = {"person_away": "error.away_yourself", "do_not_contact": "error.silence_yourself"}


@choose.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    request_here = _request()
    if request_here is None:
        return redirect("/me", 303)
    return _page(request_here, Form()) if request_here["state"] == "waiting" else page("choose_asked.html")


@choose.get("/help")
@page_for("member")
def weigh() -> ResponseReturnValue:
    """Two plain questions, each of which may be left; or a person to talk it through with."""
    return page("choose_help.html", questions=(("matters", MATTERS), ("way", WAYS)))


@choose.post("")
@page_for("member")
def ask() -> ResponseReturnValue:
    """The one chosen is asked first, the others shown after them; or, for *any of them*, who could meet soonest."""
    form, request_here = Form(request.form), _request()
    if request_here is None or request_here["state"] != "waiting":
        return redirect("/me/choose", 303)
    wanted = {"shortlist_id": form.typed.get("shortlist_id", ""), "coach_ids": _order(form)}
    try:
        matching().choose(request_here["id"], **wanted, key=key_for(form.key, "choose", wanted))
    except Away:
        return page("choose_again.html", form=form), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        form.wrong("coaches", WHY_NOT.get(no.code, "error.not_free_now"))
        return _page(request_here, form), 409
    return lead_to("/me", "asked_for_me")


def _request() -> Found | None:
    mine = matching().referrals(member_id=g.actor.person)
    return next((one for one in mine if one["state"] in ("waiting", "offered")), None)


def _order(form: Form) -> list[str]:
    """`soonest` carries the people on the page in the order of when they could meet."""
    soonest = [one for one in form.typed.getlist("soonest") if one][:MORE]
    wish = form.typed.get("coach", "")
    return soonest if wish == ANY else [wish, *(one for one in soonest if one != wish)]


def _page(request_here: Found, form: Form) -> str:
    limit, wish = MORE if request.args.get("more") == "1" else FEW, asked(request.args)
    found = matching().shortlist(request_here["id"], limit=limit, language=language())
    cards = [part(_card, matching(), one["coach_id"]) for one in found["items"]]
    people = [_shown(one, card) for one, card in zip(found["items"], cards, strict=True)]
    soonest = sorted((one for one in people if one.get("first_opening")), key=lambda one: one["first_opening"])
    later = [one for one in people if not one.get("first_opening")]
    more = limit == FEW and len(people) == FEW
    told = {"shortlist_id": found["shortlist_id"], "soonest": [*soonest, *later]}
    told |= {"people": weighed(people, wish), "wish": wish, "most_reasons": REASONS}
    return page("choose.html", **told, more=more and urlencode(wish | {"more": "1"}), form=form)


def _shown(suggestion: Found, card: Part[list[Found]]) -> Found:
    """With the coach's first name and own words. Two reasons stand on the page: more were a list about a person."""
    coach = next(iter(card.found), {})
    reasons = [one for one in suggestion["reasons"] if one["code"] != "first_meeting"]
    return with_instants(suggestion, "first_opening") | {"coach": coach, "reasons": reasons}


def _card(ask: Matching, coach_id: str) -> list[Found]:
    """Who may not be read is on the page all the same, without a name."""
    try:
        return [ask.coach(coach_id)]
    except Declined:
        return []
