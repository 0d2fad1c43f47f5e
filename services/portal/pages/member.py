"""A member's page: the next session first, then the people, then a hard time, then what can be booked. No history."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, notifications, part, scheduling
from services.portal.pages.shown import sessions_ahead, where_people_meet
from services.portal.pages.visit import page_for

member = Blueprint("member", __name__)
LOOKING = ("waiting", "offered")


@member.get("/me")
@page_for("member")
def home() -> ResponseReturnValue:
    me = g.actor.person
    ahead = sessions_ahead(scheduling(), member_id=me)
    matches = part(matching().matches, member_id=me, state="active")
    requests = part(matching().referrals, member_id=me)
    fresh = part(notifications().new_here, me)
    looking = next((one for one in requests.found if one["state"] in LOOKING), None)
    where = where_people_meet()
    coaches = [one["coach_id"] for one in (*ahead.found, *matches.found)]
    names = names_of([*coaches, *(one["covers_for"] for one in ahead.found)])
    told = {"ahead": ahead, "matches": matches, "looking": looking, "fresh": fresh, "names": names, "where": where}
    return page("member.html", **told)
