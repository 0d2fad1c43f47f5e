"""A copy of everything, and how far what takes a while has come."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, g, make_response, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.errands import Progress, ends_well_or_stopped, errands_here, let_go
from services.portal.accounts.people import everybody_here
from services.portal.clients.transport import Away
from services.portal.exporting.everything import Copy, as_json, as_sheet, copies_of
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import (
    matching,
    names_of,
    notifications,
    organisation_at,
    own_words,
    places,
    scheduling,
    wordings,
)
from services.portal.pages.shown import now
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339
from shared.web.context import door, open_reading, open_transaction

copies = Blueprint("copies", __name__, url_prefix="/settings")
FORMS = {"json": (as_json, "application/json"), "csv": (as_sheet, "text/csv")}
SERVICES = ("matching", "scheduling", "notifications")
SECONDS = 5


@copies.get("/copy")
@page_for("admin")
def ask() -> ResponseReturnValue:
    return _page()


@copies.post("/copy")
@page_for("admin")
def fetch() -> ResponseReturnValue:
    """The file arrives while it is made. One that breaks off is no whole file, and its errand says so."""
    told, kind = FORMS.get(Form(request.form).typed.get("form", ""), FORMS["json"])
    try:
        house = _house()
    except Away:
        return _page(trouble="away.copy"), 503, A_MOMENT
    with open_reading() as rx:
        people = everybody_here(rx)
    found = copies_of(people, {"matching": matching(), "scheduling": scheduling(), "notifications": notifications()})
    progress = Progress(door().desk, g.actor, kind="copy", total=len(people))
    name = f"copy.{rfc3339(now())[:10]}.{'csv' if kind == 'text/csv' else 'json'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_told(progress, told(house, _counted(progress, found))), mimetype=kind, headers=headers)


@copies.get("/errands")
@page_for("admin")
def see() -> ResponseReturnValue:
    """It looks again by itself while something is under way; one may leave, and come back."""
    with open_reading() as rx:
        found = errands_here(rx)
    names = names_of(one.person_id for one in found)
    response = make_response(page("settings_errands.html", errands=found, names=names))
    if any(one.is_under_way for one in found):
        response.headers["Refresh"] = str(SECONDS)
    return response


@copies.post("/errands/<uuid:errand_id>/end")
@page_for("admin")
def end(errand_id: object) -> ResponseReturnValue:
    with open_transaction() as tx:
        let_go(tx, str(errand_id))
    return lead_to("/settings/errands", "errand_let_go")


def _told(progress: Progress, lines: Iterator[str]) -> Iterator[str]:
    with ends_well_or_stopped(progress):
        yield from lines


def _counted(progress: Progress, found: Iterator[Copy]) -> Iterator[Copy]:
    for done, each in enumerate(found, start=1):
        yield each
        if not progress.went_on(done):
            raise LetGo


def _house() -> dict[str, list[Any]]:
    """What is the organisation's own: settings, words, places."""
    settings = [{"service": name} | organisation_at(name).customs()[0] for name in SERVICES]
    told = {"settings": settings, "places": list(places().every()), "messages": wordings().every()}
    return told | {"vocabulary": [own_words().vocabulary()], "weights": [own_words().weights()[0]]}


def _page(trouble: str | None = None) -> str:
    with open_reading() as rx:
        people = len(everybody_here(rx))
    return page("settings_copy.html", people=people, trouble=trouble)


class LetGo(Exception):
    """Somebody pressed *Stop*. The file ends in the middle, and whoever receives it sees that."""
