"""The people a coach walks with: who they are, what was and what comes, and how much one carries."""

from datetime import datetime, timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
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
    ahead = sessions_ahead(scheduling(), match_id=match["id"])
    thread = _thread(str(person_id))
    last = next((each for each in thread.found if each["outcome"] in ("met", "talked")), None)
    card = part(lambda: [matching().member(str(person_id))])
    told = {"match": match, "ahead": ahead, "thread": thread, "last": last, "card": card, "note": _note(match["id"])}
    is_fresh = now() - match["accepted_at"] < FRESH
    name = names_of([str(person_id)]).get(str(person_id))
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
    mine = part(lambda: [matching().coach(me)])
    matches = part(lambda: matching().matches(coach_id=me, state="active"))
    paused = part(lambda: matching().matches(coach_id=me, state="paused"))
    ahead = sessions_ahead(scheduling(), coach_id=me)
    following: dict[str, datetime] = {}
    for session in ahead.found:
        following.setdefault(session["member_id"], session["starts_at"])
    names = names_of(one["member_id"] for one in (*matches.found, *paused.found))
    resting = Part([with_instants(one, "until") for one in paused.found], paused.is_away)
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
    found = part(lambda: happened().contacts(person_id=person_id, **span))
    shown = [with_instants(one, "at") for one in found.found]
    return Part(in_order(shown, "at")[::-1][:THREAD], found.is_away)


def _note(match_id: str) -> Found | None:
    """What whoever walked with them before wrote down with them, or what we wrote ourselves; often there is none."""
    try:
        return matching().handover(match_id)
    except (Away, Declined):
        return None
