"""A coach's day: whom they meet, whom to reach out to, who asks for them. What they carry comes last."""

from itertools import pairwise

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.happened import Happened
from services.portal.clients.transport import Declined, Found
from services.portal.forms.days import midnight
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.covers import could_stand_in
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import (
    Part,
    happened,
    matching,
    names_of,
    notifications,
    organisation_at,
    part,
    scheduling,
    to_ring,
)
from services.portal.pages.shown import (
    AHEAD,
    in_order,
    now,
    session_shown,
    sessions_ahead,
    waiting_with,
    where_people_meet,
    with_instants,
    written_back,
)
from services.portal.pages.trips import my_trip
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.times import starts_of
from shared.kernel.times import rfc3339

coach = Blueprint("coach", __name__, url_prefix="/coach")
AT_A_PLACE = ("in_person", "walk_and_talk")
AT_MOST = 5


@coach.get("")
@page_for("coach")
def home() -> ResponseReturnValue:
    me = g.actor.person
    today, wanted, owed = planned_on(me), times_wanted(me), reach_out_to(me)
    offers, replies, calls = asked_for(me), written_back(coach_id=me), to_ring()
    colleagues = could_stand_in().shown(_of_others)
    mine, where, trip = part(matching().coach, me), where_people_meet(), my_trip()
    people = [one["member_id"] for one in (*wanted.found, *today.found, *owed.found)]
    people += [one["person_id"] for one in (*replies.found, *calls.found)]
    names = names_of([*people, *(one["coach_id"] for one in replies.found if one["coach_id"] != me)])
    told = {
        "replies": replies,
        "calls": calls,
        "today": today,
        "owed": owed,
        "offers": offers,
        "colleagues": colleagues,
        "mine": mine,
        "names": names,
        "where": where,
        "trip": trip,
    }
    is_done = _is_done(today, replies, owed, offers, wanted, calls, colleagues)
    return page("coach.html", wanted=wanted, is_done=is_done, at_most=AT_MOST, **told)


@coach.post("/replies/<uuid:reply_id>")
@page_for("coach")
def seen_to(reply_id: object) -> ResponseReturnValue:
    notifications().have_seen_to(str(reply_id), key=key_for(Form(request.form).key, "seen"))
    return lead_to("/coach", "seen_to")


@coach.get("/sheet")
@page_for("coach")
def day_sheet() -> ResponseReturnValue:
    """For the road, on paper: times, nicknames, blank boxes. No number and no story stands on it."""
    day = request.args.get("day", "")
    planned, where, customs = (
        planned_on(g.actor.person, day=day),
        where_people_meet(),
        part(organisation_at("scheduling").customs),
    )
    told = {"planned": planned, "where": where, "ways": _on_the_way(planned.found, customs.found[:1])}
    start, next_start = _day(day)
    names = names_of(one["member_id"] for one in planned.found)
    return page("sheet.html", names=names, start=start, following=next_start, **told)


def _on_the_way(planned: list[Found], customs: list[Found]) -> dict[str, int]:
    """How many minutes it is to each from where they were before it, where that is known."""
    known = {frozenset(way["place_ids"]): way["minutes"] for kept in customs for way in kept["ways"]}
    there = [one for one in planned if one["place_id"] and one["modality"] in AT_A_PLACE]
    pairs = {other["id"]: frozenset((one["place_id"], other["place_id"])) for one, other in pairwise(there)}
    return {id: known[pair] for id, pair in pairs.items() if pair in known}


def planned_on(me: str, *, day: str = "") -> Part[list[Found]]:
    """On the coach's own wall clock, from midnight to midnight: today, unless a day is said."""
    first, last = _day(day)
    span = {"from_": rfc3339(first), "to": rfc3339(last)}
    return part(scheduling().sessions, coach_id=me, **span).shown(_planned)


def _planned(found: list[Found]) -> list[Found]:
    return in_order([session_shown(one) for one in found if one["state"] != "cancelled"], "starts_at")


def reach_out_to(me: str) -> Part[list[Found]]:
    """What is due first, first; never more on a page than fits a day."""
    return part(_owed, happened(), me).shown(_due_first)


def _owed(ask: Happened, me: str) -> list[Found]:
    try:
        return list(ask.outreach(coach_id=me, state="open"))
    except Declined:
        return []


def _due_first(found: list[Found]) -> list[Found]:
    return in_order([with_instants(one, "due_at") for one in found], "due_at")[:AT_MOST]


def _of_others(found: list[Found]) -> list[Found]:
    """What one asked oneself stands on that session's page."""
    return [one for one in found if one["coach_id"] != g.actor.person]


def asked_for(me: str) -> Part[list[Found]]:
    return part(matching().offers, coach_id=me, state="open").shown(_ending_first)


def _ending_first(offers: list[Found]) -> list[Found]:
    return in_order([with_instants(one, "made_at", "expires_at", "proposed_starts_at") for one in offers], "expires_at")


def times_wanted(me: str) -> Part[list[Found]]:
    """What waits for the coach's yes or no; what was asked for at once, once. Whoever also has a coach is not asked for
    their own wish."""
    return sessions_ahead(scheduling(), coach_id=me, state="pending").shown(_asked_once)


def _asked_once(waiting: list[Found]) -> list[Found]:
    asked = {one["series_id"] or one["id"]: one for one in reversed(waiting) if one["is_ahead"]}
    return in_order([one | {"waiting": waiting_with(one)} for one in asked.values()], "starts_at")


def _day(day: str):
    """That day's midnight and the next, there. What is no day is today."""
    noon = midnight(day, zone_here()) if day else None
    return starts_of(1, now=noon or now(), zone=zone_here())


def _is_done(today: Part[list[Found]], *queues: Part[list[Found]]) -> bool:
    """Nothing lies ahead, everything is written down, nobody waits for a word or an answer. We know of everything."""
    if today.is_away or any(queue.is_away or queue.found for queue in queues):
        return False
    return not [one for one in today.found if one["state"] in AHEAD]
