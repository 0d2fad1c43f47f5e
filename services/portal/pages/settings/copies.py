"""A copy of everything, and how far what takes a while has come."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, g, make_response, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.errands import Progress, ends_well_or_stopped, errands_here, let_go
from services.portal.accounts.people import everybody_here
from services.portal.clients.matching import Matching
from services.portal.clients.notifications import Notifications
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away, Door
from services.portal.exporting.everything import Copy, as_json, as_sheet, copies_of, is_whole
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import door_of, names_of, organisation_at, own_words, places, wordings
from services.portal.pages.shown import now
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339
from shared.web.context import door, open_reading, open_transaction

copies = Blueprint("copies", __name__, url_prefix="/settings")
FORMS = {"json": (as_json, "application/json"), "csv": (as_sheet, "text/csv")}
COPIES = {"matching": Matching, "scheduling": Scheduling, "notifications": Notifications}
PATIENT_SECONDS = 30.0  # for one person's copy, which may be long
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
    found = copies_of(people, {name: each(_patient(name)) for name, each in COPIES.items()})
    progress = Progress(door().desk, g.actor, kind="copy", total=len(people))
    name = f"copy.{rfc3339(now())[:10]}.{'csv' if kind == 'text/csv' else 'json'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_told(progress, told(house, _counted(progress, found))), mimetype=kind, headers=headers)


@copies.get("/errands")
@page_for("admin")
def see() -> ResponseReturnValue:
    """Looked at again by itself for whoever asks (`watch`), while something is under way: the page holds buttons."""
    with open_reading() as rx:
        found = errands_here(rx)
    names = names_of(one.person_id for one in found)
    is_watched = request.args.get("watch") == "1"
    is_under_way = any(one.is_under_way for one in found)
    told = {"errands": found, "names": names, "is_watched": is_watched, "is_under_way": is_under_way}
    response = make_response(page("settings_errands.html", **told))
    if is_watched and is_under_way:
        response.headers["Refresh"] = str(SECONDS)
    return response


@copies.post("/errands/<uuid:errand_id>/end")
@page_for("admin")
def end(errand_id: object) -> ResponseReturnValue:
    with open_transaction() as tx:
        let_go(tx, str(errand_id))
    return lead_to("/settings/errands", "errand_let_go")


def _patient(service: str) -> Door:
    return door_of(service, g.actor, read_seconds=PATIENT_SECONDS)


def _told(progress: Progress, lines: Iterator[str]) -> Iterator[str]:
    with ends_well_or_stopped(progress):
        yield from lines


def _counted(progress: Progress, found: Iterator[Copy]) -> Iterator[Copy]:
    missing = 0
    for done, each in enumerate(found, start=1):
        yield each
        missing += not is_whole(each)
        if not progress.went_on(done, need_you=missing):
            raise LetGo


def _house() -> dict[str, list[Any]]:
    """What is the organisation's own: settings, words, places."""
    settings = [{"service": name} | organisation_at(name).customs()[0] for name in COPIES]
    told = {"settings": settings, "places": list(places().every()), "messages": wordings().every()}
    return told | {"vocabulary": [own_words().vocabulary()], "weights": [own_words().weights()[0]]}


def _page(trouble: str | None = None) -> str:
    with open_reading() as rx:
        people = len(everybody_here(rx))
    return page("settings_copy.html", people=people, trouble=trouble)


class LetGo(Exception):
    """Somebody pressed *Stop*. The file ends in the middle, and whoever receives it sees that."""
