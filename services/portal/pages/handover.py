"""The warm handover: who can talk now, the number to ring, two lines to say, and how it went."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.on_call import who_can_talk
from services.portal.pages.page import page
from services.portal.pages.services import happened, known, matching, names_of, notifications, part
from services.portal.pages.visit import page_for

handover = Blueprint("handover", __name__, url_prefix="/intake/referrals")
OUTCOMES = {"connected": "talked", "left_for_coach": "left_message", "not_reached": "no_answer"}
CARDS = 4


@handover.get("/<uuid:referral_id>/talk")
@page_for("intake", "supervisor", "admin")
def card(referral_id: object) -> ResponseReturnValue:
    return _card(str(referral_id), Form())


@handover.post("/<uuid:referral_id>/talk")
@page_for("intake", "supervisor", "admin")
def how_it_went(referral_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    outcome = form.one_of("outcome", OUTCOMES, "error.handover")
    if form.errors:
        return _card(str(referral_id), form), 422
    referral = matching().referral(str(referral_id))
    said = {"person_id": referral["member_id"], "coach_id": form.id("coach"), "kind": "call"}
    said = {name: value for name, value in said.items() if value} | {"outcome": OUTCOMES[outcome]}
    try:
        happened().record(said, key=key_for(form.key, "handover", said))
    except Away:
        return _card(str(referral_id), form, trouble="away.form"), 503, A_MOMENT
    there = "/intake" if outcome == "not_reached" else f"/intake/referrals/{referral_id}"
    return lead_to(there, f"handover_{outcome}")


def _card(referral_id: str, form: Form, trouble: str | None = None) -> str:
    referral = matching().referral(referral_id)
    on_call = who_can_talk()
    first = on_call.found[:CARDS]
    names = names_of([referral["member_id"], *(one["coach_id"] for one in first)])
    numbers = {one["coach_id"]: part(notifications().numbers, one["coach_id"], purpose="handover") for one in first}
    told = {"referral": referral, "names": names, "form": form, "outcomes": tuple(OUTCOMES), "trouble": trouble}
    return page("handover.html", on_call=known(first, on_call.is_away), numbers=numbers, **told)
