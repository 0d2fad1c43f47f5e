"""The settings that matching, scheduling and notifications keep, each on a page of its own."""

from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.customs import BOXES, as_typed, read_customs
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import organisation_at
from services.portal.pages.settings.home import WHO
from services.portal.pages.visit import page_for

customs = Blueprint("customs", __name__, url_prefix="/settings/of")


@customs.get("/<name>")
@page_for(*WHO)
def see(name: str) -> ResponseReturnValue:
    kept, version = organisation_at(_known(name)).customs()
    return _page(name, Form(as_typed(BOXES[name], kept)), version, waits=_waits(kept))


@customs.post("/<name>")
@page_for(*WHO)
def keep(name: str) -> ResponseReturnValue:
    form, boxes = Form(request.form), BOXES[_known(name)]
    wanted = read_customs(form, boxes)
    version = form.text("version", most=20) or ""
    if form.errors:
        return _page(name, form, version), 422
    try:
        _keep(name, wanted, version)
        if "time_zone" in wanted:
            _tell_the_zone(name, wanted["time_zone"])
    except Away:
        return _page(name, form, version, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        return _declined(name, form, version, no)
    return lead_to("/settings", "settings")


def _keep(name: str, wanted: dict[str, Any], version: str) -> None:
    """Sent twice, it stands already, and what follows from it is done."""
    try:
        organisation_at(name).change_customs(wanted, version=version)
    except Declined as no:
        if no.status != 412 or not _is_kept(name, wanted):
            raise


def _tell_the_zone(name: str, zone: str) -> None:
    """A house is in one time zone: where one service is told of it, the others hear it too."""
    for other in BOXES:
        if other != name and any(box.name == "time_zone" for box in BOXES[other]):
            kept, version = organisation_at(other).customs()
            if kept["time_zone"] != zone:
                organisation_at(other).change_customs({"time_zone": zone}, version=version)


def _known(name: str) -> str:
    return name if name in BOXES else abort(404)


def _declined(name: str, form: Form, version: str, no: Declined) -> ResponseReturnValue:
    """What the service will not have is named beside its box; what changed meanwhile is said."""
    if no.status == 412:
        return _page(name, form, organisation_at(name).customs()[1], trouble="settings.meanwhile"), 412
    if no.status != 422:
        raise no
    boxes = {box.name for box in BOXES[name]}
    for field in no.errors:
        first = field.partition(".")[0]
        form.wrong(first if first in boxes else BOXES[name][0].name, "error.setting")
    return _page(name, form, version, trouble=None if form.errors else "settings.no"), 422


def _is_kept(name: str, wanted: dict[str, Any]) -> bool:
    boxes = BOXES[name]
    return as_typed(boxes, organisation_at(name).customs()[0]) == as_typed(boxes, wanted)


def _waits(kept: Found) -> Found | None:
    """How long as many questions as people are shown at first may take in turn, and whether that is too long."""
    hours = kept.get("answers_in_turn_within_hours")
    return {**hours, "too_long": kept["questions_may_outlast_the_promise"]} if hours else None


def _page(name: str, form: Form, version: str, trouble: str | None = None, waits: Found | None = None) -> str:
    here = {"name": name, "boxes": BOXES[name], "version": version, "waits": waits}
    return page("settings_of.html", form=form, trouble=trouble, **here)
