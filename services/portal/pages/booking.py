"""Book a time: a dated list, a look at what was chosen, booked."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.times import Opening
from services.portal.pages.front import HOMES
from services.portal.pages.services import matching, names_of, scheduling
from services.portal.pages.times import openings_of, review_page, times_page
from services.portal.pages.visit import page_for

booking = Blueprint("booking", __name__, url_prefix="/book")
EVERYBODY = ("intake", "supervisor", "admin", "coach", "member")


@booking.get("/<uuid:match_id>")
@page_for(*EVERYBODY)
def times(match_id: object) -> ResponseReturnValue:
    _, openings = _match_and_openings(str(match_id))
    return times_page(openings, title="book", here=f"/book/{match_id}", back=HOMES[g.actor.role])


@booking.get("/<uuid:match_id>/review")
@page_for(*EVERYBODY)
def review(match_id: object) -> ResponseReturnValue:
    match, openings = _match_and_openings(str(match_id))
    people = {"names": names_of([match["coach_id"], match["member_id"]]), "match": match} if match else {}
    told = {"title": "book", "button": "book.button", "here": f"/book/{match_id}", "back": HOMES[g.actor.role]}
    return review_page(openings, **told, asks_way=True, more=people)


@booking.post("/<uuid:match_id>")
@page_for(*EVERYBODY)
def book(match_id: object) -> ResponseReturnValue:
    """Somebody may have been quicker: then the list is shown again, and says so."""
    form, here = Form(request.form), f"/book/{match_id}"
    wish: Found = {"match_id": str(match_id), "starts_at": form.typed.get("starts_at", "")}
    wish |= {"minutes": form.number("minutes", otherwise=60), "modality": form.typed.get("way", "")}
    try:
        booked = scheduling().book(wish, key=key_for(form.key, "book", wish))
    except Declined as no:
        if no.status not in (409, 422):
            raise
        openings = openings_of(scheduling(), str(match_id))
        told = {"title": "book", "here": here, "back": HOMES[g.actor.role]}
        return times_page(openings, **told, error="error.time_gone"), 409
    return redirect(f"/sessions/{booked['id']}?done=booked", 303)


def _match_and_openings(match_id: str) -> tuple[Found | None, list[Opening]]:
    """Whose match it is not hears so at once; whose it is waits a moment for scheduling to hear of it too."""
    try:
        match = matching().match(match_id)
    except Away:
        match = None
    try:
        return match, openings_of(scheduling(), match_id)
    except Declined as no:
        if no.status != 404:
            raise
        raise Away("scheduling") from None
