"""How things are with somebody: away for a while, back again, or that they have died; written down by whoever knows."""

from collections.abc import Callable

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.days import midnight
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.front import HOMES
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.labels import EVERYTHING
from shared.kernel.actor import OVERSEE
from shared.kernel.times import rfc3339

standing = Blueprint("standing", __name__, url_prefix="/people/<uuid:person_id>")
OFFICE = ("supervisor", "admin", "intake")
REASONS = tuple(term.code for term in EVERYTHING["paused"] if term.code != "coach_away")


@standing.get("/standing")
@page_for(*OFFICE, "coach")
def how_things_are(person_id: object) -> ResponseReturnValue:
    return _page(str(person_id), Form())


@standing.post("/standing")
@page_for(*OFFICE, "coach")
def away(person_id: object) -> ResponseReturnValue:
    """Their place is kept; without a day, matching says when to look again."""
    form = Form(request.form)
    _person(str(person_id), "active")
    reason = form.one_of("reason", REASONS, "error.standing_reason")
    try:
        if not put_away(str(person_id), form, reason):
            return _page(str(person_id), form), 422
    except Away:
        return _page(str(person_id), form, trouble="away.form"), 503, A_MOMENT
    return lead_to(f"/people/{person_id}/standing", "standing_away")


@standing.post("/resumption")
@page_for(*OFFICE, "coach")
def back(person_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    _person(str(person_id), "paused")
    try:
        bring_back(str(person_id), form)
    except Away:
        return _page(str(person_id), form, "paused", trouble="away.form"), 503, A_MOMENT
    return lead_to(f"/people/{person_id}/standing", "standing_back")


@standing.get("/death")
@page_for(*OFFICE)
def before_writing_it_down(person_id: object) -> ResponseReturnValue:
    return _death_page(str(person_id), Form())


@standing.post("/death")
@page_for(*OFFICE)
def has_died(person_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    try:
        matching().record_death(str(person_id), key=key_for(form.key, "death"))
    except Away:
        return _death_page(str(person_id), form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.code != "death_recorded":
            raise
    return lead_to(f"/people/{person_id}/death", "death_written")


@standing.post("/death/mistake")
@page_for("supervisor", "admin")
def was_a_mistake(person_id: object) -> ResponseReturnValue:
    """They are with us; what ended stays ended."""
    try:
        matching().take_back_death(str(person_id))
    except Away:
        return _death_page(str(person_id), Form(request.form), "died", trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.code != "death_not_recorded":
            raise
    return lead_to(_page_of(_person(str(person_id), "active", _whoever)), "death_mistake")


def put_away(person_id: str, form: Form, reason: str | None) -> bool:
    """Whether it is written down that they are away, until the day that was typed; if not, `form` says why."""
    day = form.text("until", most=10)
    until = midnight(day, zone_here()) if day else None
    if day and until is None:
        form.wrong("until", "error.standing_day")
    if form.errors:
        return False
    said = {"reason": reason, "until": rfc3339(until) if until else None}
    try:
        matching().pause(person_id, said, key=key_for(form.key, "pause", said))
    except Declined as no:
        if "until" not in no.errors:
            raise
        form.wrong("until", "error.standing_day")
    return not form.errors


def bring_back(person_id: str, form: Form) -> None:
    """Whoever is back already is back."""
    try:
        matching().resume(person_id, key=key_for(form.key, "resume"))
    except Declined as no:
        if no.code != "person_not_paused":
            raise


def _page(person_id: str, form: Form, as_it_was: str = "active", trouble: str | None = None) -> str:
    told = {"person": _person(person_id, as_it_was), "form": form, "trouble": trouble}
    mine = g.actor.role == "coach"
    told |= {"is_office": not mine, "home": f"/coach/people/{person_id}" if mine else HOMES[g.actor.role]}
    return page("standing.html", name=names_of([person_id]).get(person_id), reasons=REASONS, **told)


def _death_page(person_id: str, form: Form, as_it_was: str = "active", trouble: str | None = None) -> str:
    person = _person(person_id, as_it_was, _whoever)
    told = {"person": person, "form": form, "trouble": trouble}
    told["leads_back"] = HOMES[g.actor.role] if person["state"] == "died" else _page_of(person)
    may_take_back = g.actor.role in OVERSEE
    return page("death.html", name=names_of([person_id]).get(person_id), may_take_back=may_take_back, **told)


def _member(person_id: str) -> Found:
    return matching().member(person_id)


def _whoever(person_id: str) -> Found:
    """A death is written down of anybody; how things are is a member's page, and a coach has one of their own."""
    try:
        return _member(person_id)
    except Declined as no:
        if no.status != 404:
            raise
        return matching().coach(person_id) | {"is_coach": True}


def _page_of(person: Found) -> str:
    if not person.get("is_coach"):
        return f"/people/{person['id']}/standing"
    return f"/supervisor/coaches/{person['id']}" if g.actor.role in OVERSEE else HOMES[g.actor.role]


def _person(person_id: str, as_it_was: str, ask: Callable[[str], Found] = _member) -> Found:
    """Whom one may not speak of is not here. A form that was sent stands although matching is away."""
    try:
        return with_instants({"until": None, "reason": None} | ask(person_id), "until")
    except Away:
        if request.method == "GET":
            raise
        return {"id": person_id, "state": as_it_was, "until": None, "reason": None}
