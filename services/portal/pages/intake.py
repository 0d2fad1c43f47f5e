"""The desk: a new person, and who is waiting, the longest first, with the one next thing to do."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.pages.page import page
from services.portal.pages.services import Part, matching, names_of, part
from services.portal.pages.shown import in_order, with_instants
from services.portal.pages.visit import page_for

intake = Blueprint("intake", __name__, url_prefix="/intake")
WAITING = ("waiting", "offered")
LATELY = 10
AT_ONCE = 200


@intake.get("")
@page_for("intake", "supervisor", "admin")
def home() -> ResponseReturnValue:
    waiting, found = referrals_in(*WAITING), referrals_in("matched")
    lately = found.found[-LATELY:][::-1]
    names = names_of(one["member_id"] for one in (*waiting.found, *lately))
    return page("intake.html", waiting=waiting, lately=lately, names=names)


def referrals_in(*states: str) -> Part[list[Found]]:
    """In these states, the longest waiting first."""
    found = part(lambda: (one for state in states for one in matching().referrals(state=state, limit=AT_ONCE)))
    shown = [with_instants(one, "ready_from", "filed_at") for one in found.found]
    return Part(in_order(shown, "ready_from"), found.is_away)
