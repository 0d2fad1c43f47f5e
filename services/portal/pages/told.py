"""What was told outside, one by one: when, to whom, what, and what for (42 CFR 2.25). To read, to print, to save."""

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.pages.language import language
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, part
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import label, zone_here
from services.portal.wording.sheets import as_csv
from shared.kernel.actor import OVERSEE

told = Blueprint("told", __name__)
COLUMNS = ("at", "recipient", "address", "description", "purpose")


@told.get("/me/record/told")
@page_for("member")
def mine() -> ResponseReturnValue:
    return _page(g.actor.person, "/me/record/told")


@told.get("/me/record/told.csv")
@page_for("member")
def sheet_of_mine() -> ResponseReturnValue:
    return _sheet(g.actor.person)


@told.get("/people/<uuid:person_id>/told")
@page_for(*OVERSEE)
def theirs(person_id: object) -> ResponseReturnValue:
    """For whoever asks at the desk and has no page of their own. The look stands in that person's list."""
    return _page(str(person_id), f"/people/{person_id}/told")


@told.get("/people/<uuid:person_id>/told.csv")
@page_for(*OVERSEE)
def sheet_of_theirs(person_id: object) -> ResponseReturnValue:
    return _sheet(str(person_id))


def _page(person_id: str, here: str) -> str:
    found = part(matching().told_outside, person_id).shown(_newest_first)
    is_own = person_id == g.actor.person
    name = None if is_own else names_of([person_id]).get(person_id)
    return page("told.html", found=found, here=here, is_own=is_own, name=name, person_id=person_id)


def _sheet(person_id: str) -> Response:
    rows = [_row(one) for one in _newest_first(list(matching().told_outside(person_id)))]
    headers = {"Content-Disposition": 'attachment; filename="told.csv"'}
    return Response(as_csv(COLUMNS, rows), content_type="text/csv; charset=utf-8", headers=headers)


def _row(one: Found) -> Found:
    """Whole dates in the reader's zone, which any office reads; everything else in the page's language."""
    on = one["at"].astimezone(ZoneInfo(zone_here())).date()
    whom, what = one["recipient"], one["description"][language()]
    named = {"recipient": whom["name"] or label(whom["kind"], "recipient_kind"), "address": whom["address"]}
    return {"at": on.isoformat(), **named, "description": what, "purpose": label(one["purpose"], "consent_purpose")}


def _newest_first(found: list[Found]) -> list[Found]:
    return [with_instants(one, "at") for one in reversed(found)]
