"""How did it go? One form after a session, and one for all of yesterday's. Written once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.after_session import NOTE, SIDES, SUPPORT, read_after_session
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, happened, names_of, part, scheduling
from services.portal.pages.shown import AHEAD, in_order, now, session_shown, sources_of_funds
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.times import starts_of
from shared.kernel.times import rfc3339

attendance = Blueprint("attendance", __name__, url_prefix="/coach")
LOOK_BACK = timedelta(days=4)


@attendance.get("/sessions/<uuid:session_id>/attendance")
@page_for("coach")
def how_did_it_go(session_id: object) -> ResponseReturnValue:
    return _page(str(session_id), Form())


@attendance.post("/sessions/<uuid:session_id>/attendance")
@page_for("coach")
def write_down(session_id: object) -> ResponseReturnValue:
    """We met, or we didn't: then gently, on whose side it was. Not knowing is an answer."""
    form = Form(request.form)
    said = read_after_session(form, session_id=str(session_id))
    if form.errors:
        return _page(str(session_id), form), 422
    try:
        _record(said, key=key_for(form.key, "after", said))
    except Away:
        return _page(str(session_id), form, trouble="away.form"), 503, A_MOMENT
    match_id = form.id("match")
    return lead_to(f"/book/{match_id}" if match_id and form.typed.get("next") == "yes" else "/coach", "written")


@attendance.post("/sessions/<uuid:session_id>/attendance/undo")
@page_for("coach")
def take_back(session_id: object) -> ResponseReturnValue:
    """A slip is taken back: every side that was said."""
    for side in scheduling().session(str(session_id))["attendance"]:
        scheduling().undo_attendance(str(session_id), side=side)
    return lead_to("/coach", "undone")


@attendance.get("/yesterday")
@page_for("coach")
def yesterday() -> ResponseReturnValue:
    return _yesterday_page(Form())


@attendance.post("/yesterday")
@page_for("coach")
def catch_up() -> ResponseReturnValue:
    """Those that were answered are written down; the others stay for another time."""
    form = Form(request.form)
    answered = [one["id"] for one in _unwritten().found if form.typed.get(f"met-{one['id']}")]
    said = {id: read_after_session(form, session_id=id, mark=f"-{id}") for id in answered}
    if not said:
        form.wrong("sessions", "error.met")
    if form.errors:
        return _yesterday_page(form), 422
    try:
        for id, one in said.items():
            _record(one, key=key_for(form.key, id, one))
    except Away:
        return _yesterday_page(form, trouble="away.form"), 503, A_MOMENT
    return lead_to("/coach/yesterday" if _unwritten().found else "/coach", "written")


def _record(said: Mapping[str, Any], *, key: str) -> None:
    """What was taken back and is said anew is a correction: the contact stands, and whether they met is set right."""
    try:
        happened().record(said, key=key)
    except Declined as no:
        if no.code != "settled":
            raise
        met = said["outcome"] == "met"
        side, state = ("member", "attended") if met else (said["side"], "did_not_meet")
        scheduling().record_attendance(said["session_id"], side=side, state=state)


def _page(session_id: str, form: Form, trouble: str | None = None) -> str:
    session = session_shown(scheduling().session(session_id))
    other = names_of([session["member_id"]]).get(session["member_id"])
    return page("attendance.html", session=session, other=other, **_told(form, trouble))


def _yesterday_page(form: Form, trouble: str | None = None) -> str:
    unwritten = _unwritten()
    names = names_of(one["member_id"] for one in unwritten.found)
    return page("yesterday.html", unwritten=unwritten, names=names, **_told(form, trouble))


def _told(form: Form, trouble: str | None) -> dict[str, Any]:
    asked = {"sides": SIDES, "supports": SUPPORT, "note_most": NOTE, "sources": sources_of_funds()}
    return {"form": form, "trouble": trouble} | asked


def _unwritten() -> Part[list[Found]]:
    """What was planned in the last days, has begun, and of which nobody has said yet how it went."""
    today = starts_of(0, now=now(), zone=zone_here())[0]
    span = {"from_": rfc3339(today - LOOK_BACK), "to": rfc3339(now())}
    return part(scheduling().sessions, coach_id=g.actor.person, **span).shown(_begun)


def _begun(found: list[Found]) -> list[Found]:
    shown = [session_shown(one) for one in found if one["state"] in AHEAD and one["member_id"]]
    return in_order([one for one in shown if one["has_begun"]], "starts_at")
