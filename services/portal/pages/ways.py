"""Is this still yours? Numbers change hands: one tap keeps one, another lets go of it."""

from datetime import timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import notifications
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import page_for

ways = Blueprint("ways", __name__)
CODES_COME = ("email", "sms")
STILL_GOOD = timedelta(days=60)


@ways.get("/me/ways")
@page_for("member")
def mine() -> ResponseReturnValue:
    known = [_shown(way) for way in notifications().own_contact_points(g.actor.person)]
    to_sign_in = [way["id"] for way in known if way["kind"] in CODES_COME and way["undeliverable_at"] is None]
    return page("ways.html", ways=known, last_to_sign_in=to_sign_in[0] if len(to_sign_in) == 1 else None)


@ways.post("/me/ways/<uuid:way_id>")
@page_for("member")
def still_mine(way_id: object) -> ResponseReturnValue:
    _confirm(g.actor.person, str(way_id))
    return lead_to("/me/ways", "way_kept")


@ways.post("/me/ways/<uuid:way_id>/end")
@page_for("member")
def not_mine(way_id: object) -> ResponseReturnValue:
    """Nothing goes there from now on; the others stay as they are."""
    notifications().end_contact_point(g.actor.person, str(way_id))
    return lead_to("/me/ways", "way_gone")


@ways.post("/coach/people/<uuid:person_id>/ways/<uuid:way_id>")
@page_for("coach")
def still_theirs(person_id: object, way_id: object) -> ResponseReturnValue:
    """Asked when they meet, or on the telephone."""
    _confirm(str(person_id), str(way_id))
    return lead_to(f"/coach/people/{person_id}/reach", "way_kept")


@ways.post("/people/<uuid:person_id>/ways/<uuid:way_id>")
@page_for("supervisor", "admin", "intake")
def still_of_anybody(person_id: object, way_id: object) -> ResponseReturnValue:
    _confirm(str(person_id), str(way_id))
    return lead_to(f"/people/{person_id}/reach", "way_kept")


def _confirm(person_id: str, way_id: str) -> None:
    notifications().confirm_contact_point(person_id, way_id, key=key_for(Form(request.form).key, "still"))


def is_stale(way: Found) -> bool:
    """Nobody has said for two months that it is still theirs."""
    return way["confirmed_at"] is None or now() - way["confirmed_at"] > STILL_GOOD


def _shown(way: Found) -> Found:
    way = with_instants(way, "confirmed_at")
    return way | {"is_stale": is_stale(way)}
