"""The people a coach walks with: who they are, what was and what comes, and how much one carries."""

from datetime import datetime, timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.matching import Matching
from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, happened, matching, names_of, part, scheduling
from services.portal.pages.shown import in_order, now, sessions_ahead, with_instants
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339

my_people = Blueprint("my_people", __name__, url_prefix="/coach")
FRESH = timedelta(days=7)
LOOK_BACK = timedelta(days=60)
THREAD = 20
MOST = 200.0


@my_people.get("/people")
@page_for("coach")
def everybody() -> ResponseReturnValue:
    return _people_page(Form())


@my_people.post("/limit")
@page_for("coach")
def set_limit() -> ResponseReturnValue:
    """At any time, and without asking anybody: a full coach is simply not shown."""
    form = Form(request.form)
    limit = _limit(form)
    if form.errors:
        return _people_page(form), 422
    _, version = matching().coach_and_version(g.actor.person)
    changes = {"accepting": form.typed.get("accepting") == "yes"} | ({"capacity": limit} if limit is not None else {})
    matching().change_coach(g.actor.person, changes, version=version)
    return lead_to("/coach/people", "limit")


@my_people.get("/people/<uuid:person_id>")
@page_for("coach")
def one(person_id: object) -> ResponseReturnValue:
    match = _match_with(str(person_id))
    if match is None:
        return page("not_mine.html", person_id=str(person_id)), 404
    ahead, thread = sessions_ahead(scheduling(), match_id=match["id"]), _thread(str(person_id))
    card, note = part(matching().member, str(person_id)), part(_note, matching(), match["id"])
    name = names_of([str(person_id)]).get(str(person_id))
    last = next((each for each in thread.found if each["outcome"] in ("met", "talked")), None)
    told = {"match": match, "ahead": ahead, "thread": thread, "last": last, "card": card, "note": note}
    is_fresh = now() - match["accepted_at"] < FRESH
    return page("my_person.html", person_id=str(person_id), name=name, is_fresh=is_fresh, **told)


@my_people.get("/matches/<uuid:match_id>/acquaintance")
@page_for("coach")
def before_saying_so(match_id: object) -> ResponseReturnValue:
    match = matching().match(str(match_id))
    return page("acquaintance.html", match=match, name=names_of([match["member_id"]]).get(match["member_id"]))


@my_people.post("/matches/<uuid:match_id>/acquaintance")
@page_for("coach")
def we_know_each_other(match_id: object) -> ResponseReturnValue:
    """Nothing is asked. It never was; the two are kept apart, and somebody else is asked at once."""
    matching().undo_match(str(match_id), key=key_for(Form(request.form).key, "acquaintance"))
    return lead_to("/coach", "acquaintance")


def _limit(form: Form) -> float | None:
    typed = form.text("limit", most=6)
    try:
        limit = float((typed or "0").replace(",", "."))
    except ValueError:
        limit = -1
    if not 0 <= limit <= MOST:
        form.wrong("limit", "error.limit")
    return limit if typed else None


def _people_page(form: Form) -> str:
    me = g.actor.person
    mine = part(matching().coach, me)
    matches = part(matching().matches, coach_id=me, state="active")
    paused = part(matching().matches, coach_id=me, state="paused")
    ahead = sessions_ahead(scheduling(), coach_id=me)
    following: dict[str, datetime] = {}
    for session in ahead.found:
        following.setdefault(session["member_id"], session["starts_at"])
    names = names_of(one["member_id"] for one in (*matches.found, *paused.found))
    resting = paused.shown(lambda found: [with_instants(one, "until") for one in found])
    told = {"mine": mine, "matches": matches, "paused": resting, "following": following, "form": form}
    return page("my_people.html", names=names, is_away=ahead.is_away, **told)


def _match_with(person_id: str) -> Found | None:
    """Whom one does not walk with is nowhere, known to us or not."""
    walking = [*matching().matches(coach_id=g.actor.person, member_id=person_id)]
    going = [one for one in walking if one["state"] in ("active", "paused")]
    return with_instants(going[0], "accepted_at", "until", "ends_at") if going else None


def _thread(person_id: str) -> Part[list[Found]]:
    """What happened lately, the newest first."""
    span = {"from_": rfc3339(now() - LOOK_BACK), "to": rfc3339(now() + timedelta(minutes=1))}
    return part(happened().contacts, person_id=person_id, **span).shown(_newest_first)


def _newest_first(found: list[Found]) -> list[Found]:
    return in_order([with_instants(one, "at") for one in found], "at")[::-1][:THREAD]


def _note(ask: Matching, match_id: str) -> list[Found]:
    """What whoever walked with them before wrote down with them, or what we wrote ourselves; often there is none."""
    try:
        return [ask.handover(match_id)]
    except Declined:
        return []
