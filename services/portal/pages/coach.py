"""A coach's day: whom they meet, who asks for them, whom they walk with."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.forms.form import Form
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, matching, names_of, part, scheduling
from services.portal.pages.shown import in_order, now, session_shown, with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.times import starts_of
from shared.kernel.times import rfc3339

coach = Blueprint("coach", __name__, url_prefix="/coach")
SIDES = ("member", "coach", "us", "unknown")


@coach.get("")
@page_for("coach")
def home() -> ResponseReturnValue:
    me = g.actor.person
    today = _today(me)
    offers = part(lambda: matching().offers(coach_id=me, state="open"))
    asked = in_order([with_instants(one, "made_at", "expires_at") for one in offers.found], "expires_at")
    people = part(lambda: matching().matches(coach_id=me, state="active"))
    names = names_of(one["member_id"] for one in (*today.found, *people.found))
    return page("coach.html", today=today, offers=Part(asked, offers.is_away), people=people, names=names)


@coach.get("/sessions/<uuid:session_id>/attendance")
@page_for("coach")
def how_did_it_go(session_id: object) -> ResponseReturnValue:
    return _attendance_page(str(session_id), Form())


@coach.post("/sessions/<uuid:session_id>/attendance")
@page_for("coach")
def write_down(session_id: object) -> ResponseReturnValue:
    """We met, or we didn't: then gently, on whose side it was. Not knowing is an answer."""
    form = Form(request.form)
    met = form.one_of("met", ("yes", "no"), "error.met")
    side = "coach" if met == "yes" else form.one_of("side", SIDES, "error.side")
    if form.errors:
        return _attendance_page(str(session_id), form), 422
    state = "attended" if met == "yes" else "did_not_meet"
    scheduling().record_attendance(str(session_id), side=side, state=state)
    return lead_to("/coach", "written")


@coach.post("/sessions/<uuid:session_id>/attendance/undo")
@page_for("coach")
def take_back(session_id: object) -> ResponseReturnValue:
    """A slip is taken back: every side that was said."""
    for side in scheduling().session(str(session_id))["attendance"]:
        scheduling().undo_attendance(str(session_id), side=side)
    return lead_to("/coach", "undone")


def _attendance_page(session_id: str, form: Form) -> str:
    session = session_shown(scheduling().session(session_id))
    other = names_of([session["member_id"]]).get(session["member_id"])
    return page("attendance.html", session=session, other=other, form=form, sides=SIDES)


def _today(me: str) -> Part[list[Found]]:
    """On the coach's own wall clock, from midnight to midnight."""
    midnight, next_midnight = starts_of(1, now=now(), zone=zone_here())
    span = {"from_": rfc3339(midnight), "to": rfc3339(next_midnight)}
    found = part(lambda: scheduling().sessions(coach_id=me, **span))
    planned = [session_shown(one) for one in found.found if one["state"] != "cancelled"]
    return Part(in_order(planned, "starts_at"), found.is_away)
