"""Groups: when they meet, and a seat, speaking or listening."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import part, scheduling
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import page_for

groups = Blueprint("groups", __name__, url_prefix="/me/groups")
WAYS = ("speaking", "listening")
SOON = 12


@groups.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    return _page(Form())


@groups.post("/<uuid:group_id>/seats")
@page_for("member")
def take(group_id: object) -> ResponseReturnValue:
    """Listening is a way to take part."""
    form = Form(request.form)
    way = form.typed.get("taking_part", "")
    seat = {
        "member_id": g.actor.person,
        "taking_part": way if way in WAYS else WAYS[0],
        "session_id": form.id("session"),
    }
    try:
        scheduling().take_seat(str(group_id), seat, key=key_for(form.key, "seat", seat))
    except Declined as no:
        if no.status not in (409, 422):
            raise
        form.wrong("groups", "error.seat")
        return _page(form), 409
    return lead_to("/me/groups", "seat_taken")


@groups.post("/<uuid:group_id>/seats/end")
@page_for("member")
def give_up(group_id: object) -> ResponseReturnValue:
    scheduling().give_up_seat(str(group_id), g.actor.person, session_id=Form(request.form).id("session") or "")
    return lead_to("/me/groups", "seat_given_up")


def _page(form: Form) -> str:
    return page("groups.html", meetings=part(scheduling().groups).shown(_meetings), form=form, ways=WAYS)


def _meetings(found: list[Found]) -> list[Found]:
    """Each meeting by itself, the next one first."""
    all_of_them = [
        with_instants(meeting, "starts_at", "ends_at") | {"group": group}
        for group in found
        for meeting in group["meetings"]
        if meeting["state"] in ("booked", "confirmed")
    ]
    ahead = [one for one in all_of_them if one["starts_at"] > now()]
    return sorted(ahead, key=lambda one: one["starts_at"])[:SOON]
