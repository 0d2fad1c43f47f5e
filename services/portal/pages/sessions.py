"""One session: what was agreed, and what may still be changed by those who are in it."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.covers import could_stand_in, whom_we_asked
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.front import HOMES
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, known, names_of, part, scheduling
from services.portal.pages.shown import as_it_is, session_shown, waiting_with, where_people_meet
from services.portal.pages.times import openings_of, review_page, sent_again_page, times_page, why_not
from services.portal.pages.visit import page_for

sessions = Blueprint("sessions", __name__, url_prefix="/sessions")
WHO_ANSWERS = ("intake", "supervisor", "admin", "coach")
EVERYBODY = (*WHO_ANSWERS, "member")


@sessions.get("/<uuid:session_id>")
@page_for(*EVERYBODY)
def see(session_id: object) -> ResponseReturnValue:
    told = _told(session_id)
    is_asked = told["session"]["is_ahead"] and told["session"]["member_id"]
    said = part(scheduling().in_the_way, str(session_id)) if is_asked else known([])
    cover = _cover_of(told["session"])
    asked = names_of(whom_we_asked(cover.found))
    more = {"in_the_way": said, "where": where_people_meet(), "home": HOMES[g.actor.role]}
    return page("session.html", **told, **more, cover=cover, asked=asked, may_ask=_may_ask(told["session"]))


@sessions.post("/<uuid:session_id>/confirmation")
@page_for(*EVERYBODY)
def confirm(session_id: object) -> ResponseReturnValue:
    scheduling().confirm(str(session_id), key=key_for(Form(request.form).key, "confirm"))
    return lead_to(f"/sessions/{session_id}", "confirmed")


@sessions.post("/<uuid:session_id>/acceptance")
@page_for(*WHO_ANSWERS)
def accept(session_id: object) -> ResponseReturnValue:
    """Yes to a time that somebody asked for."""
    scheduling().accept(str(session_id), key=key_for(Form(request.form).key, "accept"))
    return lead_to(HOMES[g.actor.role], "time_agreed")


@sessions.post("/<uuid:session_id>/decline")
@page_for(*WHO_ANSWERS)
def decline(session_id: object) -> ResponseReturnValue:
    """No to it, and nobody asks why."""
    scheduling().decline(str(session_id), key=key_for(Form(request.form).key, "decline"))
    return lead_to(HOMES[g.actor.role], "time_not_agreed")


@sessions.post("/again/<uuid:series_id>/acceptance")
@page_for(*WHO_ANSWERS)
def accept_all(series_id: object) -> ResponseReturnValue:
    """Yes to all the times of a series that still wait."""
    scheduling().answer_series(str(series_id), "acceptance", key=key_for(Form(request.form).key, "accept all"))
    return lead_to(HOMES[g.actor.role], "times_agreed")


@sessions.post("/again/<uuid:series_id>/decline")
@page_for(*WHO_ANSWERS)
def decline_all(series_id: object) -> ResponseReturnValue:
    scheduling().answer_series(str(series_id), "decline", key=key_for(Form(request.form).key, "decline all"))
    return lead_to(HOMES[g.actor.role], "time_not_agreed")


@sessions.get("/<uuid:session_id>/cancellation")
@page_for(*EVERYBODY)
def before_cancelling(session_id: object) -> ResponseReturnValue:
    """Says who will hear of it, and that another time can be booked: nobody is asked whether they are sure."""
    return page("cancel.html", **_told(session_id))


@sessions.post("/<uuid:session_id>/cancellation")
@page_for(*EVERYBODY)
def cancel(session_id: object) -> ResponseReturnValue:
    session = scheduling().session(str(session_id))
    reason = side_of(session, g.actor.person)
    scheduling().cancel(str(session_id), reason=reason, key=key_for(Form(request.form).key, "cancel"))
    return lead_to(f"/sessions/{session_id}", "cancelled")


@sessions.get("/<uuid:session_id>/move")
@page_for(*EVERYBODY)
def times(session_id: object) -> ResponseReturnValue:
    session = scheduling().session(str(session_id))
    openings = openings_of(scheduling(), session["match_id"])
    return times_page(openings, title="move", here=f"/sessions/{session_id}/move", back=f"/sessions/{session_id}")


@sessions.get("/<uuid:session_id>/move/review")
@page_for(*EVERYBODY)
def review(session_id: object) -> ResponseReturnValue:
    told = _told(session_id)
    openings = openings_of(scheduling(), told["session"]["match_id"])
    where = {"here": f"/sessions/{session_id}/move", "back": f"/sessions/{session_id}"}
    return review_page(openings, title="move", button="move.button", **where, more=told)


@sessions.post("/<uuid:session_id>/move")
@page_for(*EVERYBODY)
def move(session_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    wanted = form.typed.get("starts_at", "")
    try:
        moved = scheduling().move(
            str(session_id), starts_at=wanted, key=key_for(form.key, "move", {"starts_at": wanted})
        )
    except Away:
        again = {"title": "move", "button": "move.button", "here": f"/sessions/{session_id}/move"}
        return sent_again_page(form, **again), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        openings = openings_of(scheduling(), scheduling().session(str(session_id))["match_id"])
        where = {"here": f"/sessions/{session_id}/move", "back": f"/sessions/{session_id}"}
        return times_page(openings, title="move", **where, error=why_not(no)), 409
    return lead_to(f"/sessions/{session_id}", as_it_is(moved, "moved"))


def _may_ask(session: Found) -> bool:
    """Whether a colleague could take it: its coach asks, or staff for them."""
    may = session["coach_id"] == g.actor.person if g.actor.role == "coach" else g.actor.role in WHO_ANSWERS
    return may and session["is_ahead"]


def _cover_of(session: Found) -> Part[list[Found]]:
    if not _may_ask(session):
        return known([])
    return could_stand_in().shown(lambda found: [one for one in found if one["session_id"] == session["id"]])


def side_of(session: Found, person_id: str) -> str:
    """Whose side somebody is on: the coach's, the member's, or ours."""
    if person_id == session["coach_id"]:
        return "coach"
    return "member" if person_id == session["member_id"] else "us"


def _told(session_id: object) -> Found:
    """The session, who is in it, and the other person's name as seen from here."""
    session = session_shown(scheduling().session(str(session_id)))
    names = names_of([session["coach_id"], session["member_id"], session["covers_for"]])
    mine = side_of(session, g.actor.person)
    other = session["member_id"] if mine == "coach" else session["coach_id"]
    may_answer = mine != "member" and g.actor.role in WHO_ANSWERS
    told = {"session": session, "names": names, "mine": mine, "other": names.get(other)}
    waiting = waiting_with(session) if may_answer and session["state"] == "pending" else []
    return told | {"may_answer": may_answer, "waiting": waiting}
