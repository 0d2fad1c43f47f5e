from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, part, scheduling
from services.portal.pages.shown import sessions_ahead
from services.portal.pages.visit import page_for

member = Blueprint("member", __name__)


@member.get("/me")
@page_for("member")
def home() -> ResponseReturnValue:
    """The next session and what can be done about it; then who walks with this person. No history here."""
    me = g.actor.person
    ahead = sessions_ahead(scheduling(), member_id=me)
    matches = part(lambda: matching().matches(member_id=me, state="active"))
    people = [one["coach_id"] for one in (*ahead.found, *matches.found)]
    return page("member.html", ahead=ahead, matches=matches, names=names_of(people))
