"""How to reach somebody: their own instructions first, then the number, then on the same page how it went."""

from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.notifications import SPOKEN
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.front import HOMES
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import happened, names_of, notifications, part
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.ways import is_stale

reach = Blueprint("reach", __name__)
OUTCOMES = ("talked", "left_message", "no_answer", "number_not_working", "someone_else", "asked_not_to_call")
GONE = "number_not_working"
OVER = ("done", "closed")  # the call, the word that was owed
NOTE = 280


@reach.get("/coach/people/<uuid:person_id>/reach")
@page_for("coach")
def of_mine(person_id: object) -> ResponseReturnValue:
    return _page(str(person_id), Form(request.args.copy()))


@reach.post("/coach/people/<uuid:person_id>/reach")
@page_for("coach")
def how_it_went(person_id: object) -> ResponseReturnValue:
    return _write_down(str(person_id))


@reach.post("/coach/people/<uuid:person_id>/rest")
@page_for("coach")
def rest(person_id: object) -> ResponseReturnValue:
    return _let_rest()


@reach.get("/people/<uuid:person_id>/reach")
@page_for("supervisor", "admin", "intake")
def of_anybody(person_id: object) -> ResponseReturnValue:
    return _page(str(person_id), Form(request.args.copy()))


@reach.post("/people/<uuid:person_id>/reach")
@page_for("supervisor", "admin", "intake")
def how_that_went(person_id: object) -> ResponseReturnValue:
    return _write_down(str(person_id))


@reach.post("/people/<uuid:person_id>/rest")
@page_for("supervisor", "admin")
def let_rest(person_id: object) -> ResponseReturnValue:
    return _let_rest()


def _write_down(person_id: str) -> ResponseReturnValue:
    """A try, where a word is owed or no message got there; else a contact like any other. It is written once."""
    form = Form(request.form)
    outcome = form.one_of("outcome", OUTCOMES, "error.outcome")
    note = form.text("note", most=NOTE)
    if form.errors:
        return _page(person_id, form), 422
    how: dict[str, Any] = {"outcome": outcome, "kind": "call"} | ({"note": note} if note else {})
    try:
        if not _was_waited_for(form, how):
            happened().record(how | {"person_id": person_id}, key=key_for(form.key, "call", how))
    except Away:
        return _page(person_id, form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.code != "three_tries":
            raise
        form.wrong("outcome", "error.three_tries")
        return _page(person_id, form), 409
    return lead_to(HOMES[g.actor.role], "written")


def _was_waited_for(form: Form, how: Found) -> bool:
    """Whether it went where a word was owed, or a call. Where somebody was quicker, nothing waits any more: what came
    of this one is worth as much all the same.
    """
    try:
        if owed := form.id("outreach"):
            happened().attempt(owed, how, key=key_for(form.key, "try", how))
            return True
        if call := form.id("call"):
            which = {"contact_point_id": form.id("way")} if how["outcome"] == GONE else {}
            rang = {"outcome": how["outcome"], **which}
            notifications().rang(call, rang, key=key_for(form.key, "rang", rang))
            return True
    except Declined as no:
        if no.code not in OVER:
            raise
    return False


def _let_rest() -> ResponseReturnValue:
    """No fourth try by itself: the door stays open, and that is said."""
    form = Form(request.form)
    if owed := form.id("outreach"):
        happened().let_rest(owed, key=key_for(form.key, "rest"))
    return lead_to(HOMES[g.actor.role], "rests")


def _page(person_id: str, form: Form, trouble: str | None = None) -> str:
    owed, is_away, ways = _owed(form.id("outreach")), False, []
    name = names_of([person_id]).get(person_id)
    try:
        ways = [_shown(way) for way in notifications().contact_points(person_id, purpose="to_ring")["items"]]
    except Away:
        is_away = True
    except Declined as no:
        if no.status != 404 or name is None:
            raise
    waiting = None if owed else _to_ring(person_id)
    call = form.id("call") if form.key else waiting and waiting["id"]  # sent again, it is the same wish
    here = f"/coach/people/{person_id}" if g.actor.role == "coach" else f"/people/{person_id}"
    told = {"form": form, "trouble": trouble, "outcomes": OUTCOMES, "owed": owed, "home": HOMES[g.actor.role]}
    told |= {"waiting": waiting, "call": call}
    return page("reach.html", name=name, ways=ways, is_away=is_away, here=here, note_most=NOTE, **told)


def _owed(outreach_id: str | None) -> Found | None:
    if outreach_id is None or g.actor.role == "intake":
        return None
    try:
        return with_instants(happened().one_outreach(outreach_id), "due_at")
    except Away:
        return None


def _to_ring(person_id: str) -> Found | None:
    """The open entry on the list to ring, if there is one."""
    found = part(notifications().calls, person_id=person_id)
    return next(iter(found.found), None)


def _shown(way: Found) -> Found:
    """A number that others may answer gets no text; one that nobody has confirmed for long is rung first."""
    way = with_instants(way, "confirmed_at")
    stale = is_stale(way)
    may_text = way["kind"] == "sms" and way["shared"] == "no" and not stale
    return way | {"may_text": may_text, "is_stale": stale, "is_spoken": way["kind"] in SPOKEN}
