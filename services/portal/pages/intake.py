"""The desk: a new person, someone who came in, who can talk now, who waits, and what became of last week's."""

from datetime import timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.on_call import who_can_talk
from services.portal.pages.page import page
from services.portal.pages.services import Part, matching, names_of, notifications, part, to_ring
from services.portal.pages.shown import now, with_instants, written_back
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339

intake = Blueprint("intake", __name__, url_prefix="/intake")
WAITING = ("waiting", "offered")
LATELY = timedelta(days=14)
FEW, AT_ONCE = 30, 200


@intake.get("")
@page_for("intake", "supervisor", "admin")
def home() -> ResponseReturnValue:
    calls, waiting, on_call, lately = _whom_to_ring(), who_waits(), who_can_talk(), filed_lately()
    replies = written_back(at_desk="true")
    people = [one["member_id"] for one in (*waiting.found["items"], *lately.found)]
    people += [one["person_id"] for one in (*replies.found, *calls.found)]
    names = names_of([*people, *(one["coach_id"] for one in on_call.found)])
    lists = {"replies": replies, "calls": calls, "waiting": waiting, "on_call": on_call, "lately": lately}
    return page("intake.html", names=names, few=None if _is_whole() else FEW, **lists)


def _whom_to_ring() -> Part[list[Found]]:
    """One more than are shown: then there are more."""
    return to_ring() if _is_whole() else to_ring(first=FEW + 1)


def _is_whole() -> bool:
    return request.args.get("all") == "1"


@intake.post("/replies/<uuid:reply_id>")
@page_for("intake", "supervisor", "admin")
def seen_to(reply_id: object) -> ResponseReturnValue:
    """What somebody wrote with whom nobody walks, or whose coach is away."""
    notifications().have_seen_to(str(reply_id), key=key_for(Form(request.form).key, "seen"))
    return lead_to("/intake", "seen_to")


def who_waits() -> Part[Found]:
    """Everybody who has not met a coach yet, the longest first; the first of them unless all are asked for."""
    limit = AT_ONCE if _is_whole() else FEW
    found = part(matching().waiting, language=language(), limit=limit)
    return found.shown(lambda told: _in_line(told[0] if told else {"items": [], "next": None}, limit))


def _in_line(told: Found, limit: int) -> Found:
    items = [with_instants(one, "ready_from", "booked_for_at", "look_again_at") for one in told["items"]]
    return {"items": items, "more": told["next"] is not None and limit < AT_ONCE}


def filed_lately() -> Part[list[Found]]:
    """What became of those who asked in the last two weeks, the newest first and no more than a page shows."""
    begin = rfc3339(now() - LATELY)
    return part(matching().filed_last, filed_from=begin, limit=FEW).shown(_dated)


def _dated(found: list[Found]) -> list[Found]:
    return [with_instants(one, "ready_from", "filed_at") for one in found]
