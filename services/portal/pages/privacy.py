"""How we keep what we know: read by a person, or given on paper at the desk; and the lists of 42 CFR 2.24."""

from collections.abc import Callable

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.consents import STAFF, WRITTEN
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import names_of, part, privacy_door
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

privacy = Blueprint("privacy", __name__)
GIVEN = ("paper", "together")
SHOWN = 50


@privacy.get("/me/privacy")
@page_for("member")
def read() -> ResponseReturnValue:
    return _page(g.actor.person, "/me/privacy")


@privacy.post("/me/privacy")
@page_for("member")
def have_read() -> ResponseReturnValue:
    return _had(g.actor.person, "/me/privacy", "privacy_had")


@privacy.get("/people/<uuid:person_id>/privacy")
@page_for(*STAFF)
def theirs(person_id: object) -> ResponseReturnValue:
    return _page(str(person_id), f"/people/{person_id}/privacy")


@privacy.post("/people/<uuid:person_id>/privacy")
@page_for(*STAFF)
def given_on_paper(person_id: object) -> ResponseReturnValue:
    return _had(str(person_id), f"/people/{person_id}/privacy", "written")


@privacy.get("/privacy/not-had")
@page_for(*STAFF)
def not_had() -> ResponseReturnValue:
    """To whom the notice that holds is still owed: to give it when they are next here."""
    return _owed()


@privacy.post("/privacy/not-had/<uuid:person_id>")
@page_for(*STAFF)
def give_it(person_id: object) -> ResponseReturnValue:
    return _had(str(person_id), "/privacy/not-had", "written", again=_owed)


@privacy.post("/me/privacy/list")
@page_for("member")
def ask_for_list() -> ResponseReturnValue:
    return _ask(g.actor.person, "/me/privacy")


@privacy.post("/people/<uuid:person_id>/privacy/list")
@page_for(*STAFF)
def asked_for_list(person_id: object) -> ResponseReturnValue:
    """On their word, or in writing."""
    how = Form(request.form).typed.get("how")
    return _ask(str(person_id), f"/people/{person_id}/privacy", how=how if how in WRITTEN else None)


@privacy.get("/supervisor/lists")
@page_for("supervisor", "admin")
def lists() -> ResponseReturnValue:
    """Who waits for such a list, by when they have it, and what stands on it."""
    found, ask = part(privacy_door().lists, state="open").shown(_dated), privacy_door().through_exchanges
    told = {one["id"]: part(ask, one["person_id"]).shown(_told) for one in found.found}
    return page("lists.html", lists=found, told=told, names=names_of(one["person_id"] for one in found.found))


@privacy.post("/supervisor/lists/<uuid:request_id>")
@page_for("supervisor", "admin")
def give_list(request_id: object) -> ResponseReturnValue:
    try:
        privacy_door().give_list(str(request_id), key=key_for(Form(request.form).key, "give list"))
    except Declined as no:
        if no.code != "list_given":
            raise
    return lead_to("/supervisor/lists", "list_given")


def _page(person_id: str, here: str, trouble: str | None = None) -> str:
    is_own = person_id == g.actor.person
    newest, had = part(privacy_door().newest), part(privacy_door().had_by, person_id).shown(_told)
    asked = part(privacy_door().lists, person_id=person_id).shown(_dated)
    name = None if is_own else names_of([person_id]).get(person_id)
    told = {"newest": newest, "had": had, "asked": asked, "ways": WRITTEN}
    return page("privacy.html", here=here, is_own=is_own, name=name, trouble=trouble, person_id=person_id, **told)


def _owed(trouble: str | None = None) -> str:
    found = part(privacy_door().not_had, limit=SHOWN, cursor=request.args.get("from") or None)
    names = names_of(one["person_id"] for told in found.found for one in told["items"])
    return page("not_had.html", owed=found, names=names, ways=GIVEN, trouble=trouble)


def _had(person_id: str, here: str, done: str, again: Callable[[str], str] | None = None) -> ResponseReturnValue:
    form = Form(request.form)
    how = form.typed.get("how") if form.typed.get("how") in GIVEN else None
    said = {"number": form.number("number", otherwise=0), "how": how}
    try:
        privacy_door().have(person_id, **said, key=key_for(form.key, f"privacy {person_id}", said))
    except Declined as no:
        if no.code != "another_notice":
            raise
        return (again("privacy.newer_to_give") if again else _page(person_id, here, trouble="privacy.newer")), 409
    return lead_to(here, done)


def _ask(person_id: str, here: str, how: str | None = None) -> ResponseReturnValue:
    privacy_door().ask_for_list(person_id, how=how, key=key_for(Form(request.form).key, "list"))
    return lead_to(here, "list_asked")


def _dated(asked: list[Found]) -> list[Found]:
    return [with_instants(one, "asked_at", "due_at", "given_at") for one in asked]


def _told(found: list[Found]) -> list[Found]:
    return [with_instants(one, "at") for one in found]
