"""People who could walk with this person: side by side, chosen in order, asked one at a time."""

from datetime import timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined, Found
from services.portal.forms.choices import read_choices
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, scheduling
from services.portal.pages.shown import now, sessions_ahead, with_instants
from services.portal.pages.visit import page_for
from services.portal.wording.labels import EVERYTHING
from shared.kernel.times import rfc3339

walking = Blueprint("walking", __name__, url_prefix="/intake")
MORE = 10
WHY_NOT = {"person_away": "error.person_away", "do_not_contact": "error.silence"}
STEPS = tuple(term.code for term in EVERYTHING["next_step"])


@walking.get("/referrals/<uuid:referral_id>")
@page_for("intake", "supervisor", "admin")
def see(referral_id: object) -> ResponseReturnValue:
    """Whatever comes next for this person: choose, wait for an answer, or book the first session."""
    referral = with_instants(matching().referral(str(referral_id)), "ready_from", "filed_at")
    show = {"waiting": _choose_page, "offered": _asked_page, "matched": _matched_page}
    return show.get(referral["state"], _closed_page)(referral)


@walking.post("/referrals/<uuid:referral_id>/choices")
@page_for("intake", "supervisor", "admin")
def choose(referral_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    wanted = read_choices(form)
    if not form.errors:
        try:
            matching().choose(str(referral_id), **wanted, key=key_for(form.key, "choose", wanted))
        except Declined as no:
            if no.status not in (409, 422):
                raise
            form.wrong("order", WHY_NOT.get(no.code, "error.not_free"))
    if form.errors:
        referral = with_instants(matching().referral(str(referral_id)), "ready_from", "filed_at")
        return _choose_page(referral, form), 409
    return lead_to(f"/intake/referrals/{referral_id}", "asked")


@walking.post("/offers/<uuid:offer_id>/acceptance")
@page_for("intake", "supervisor", "admin")
def pass_on_a_yes(offer_id: object) -> ResponseReturnValue:
    """The coach said yes out loud, and somebody of us writes it down."""
    form = Form(request.form)
    how = "phone" if form.typed.get("how") != "in_person" else "in_person"
    said = {"accepted_by": "staff", "how": how}
    accepted = matching().accept(str(offer_id), **said, key=key_for(form.key, "accept", said))
    return lead_to(f"/book/{accepted['match_id']}", "accepted")


@walking.post("/referrals/<uuid:referral_id>/search")
@page_for("intake", "supervisor", "admin")
def not_found_yet(referral_id: object) -> ResponseReturnValue:
    """Written down, with what happens next: nobody waits on an empty page."""
    form = Form(request.form)
    steps = [step for step in form.typed.getlist("step") if step in STEPS]
    if not steps:
        form.wrong("step", "error.step")
        referral = with_instants(matching().referral(str(referral_id)), "ready_from", "filed_at")
        return _choose_page(referral, form), 422
    again = rfc3339(now() + timedelta(days=min(form.number("days", otherwise=7), 60)))
    search = {"next_steps": steps, "look_again_at": again}
    matching().search_on(str(referral_id), search, key=key_for(form.key, "search", {"steps": steps}))
    return lead_to("/intake", "searching")


def _choose_page(referral: Found, form: Form | None = None) -> str:
    limit = MORE if request.args.get("more") == "1" else 3
    found = matching().shortlist(referral["id"], limit=limit, language=language())
    items = [with_instants(one, "first_opening") for one in found["items"]]
    names = names_of([referral["member_id"], *(one["coach_id"] for one in items)])
    told = {"referral": referral, "names": names, "form": form or Form(), "limit": limit}
    return page("walking.html", shortlist=found | {"items": items}, **told)


def _asked_page(referral: Found) -> str:
    asked = matching().offers(referral_id=referral["id"], state="open")
    offers = [with_instants(one, "made_at", "expires_at") for one in asked]
    names = names_of([referral["member_id"], *(one["coach_id"] for one in offers)])
    return page("asked.html", referral=referral, offers=offers, names=names)


def _matched_page(referral: Found) -> str:
    matches = matching().matches(member_id=referral["member_id"], state="active")
    match = next((one for one in matches if one["referral_id"] == referral["id"]), None)
    ahead = sessions_ahead(scheduling(), match_id=match["id"]) if match else None
    names = names_of([referral["member_id"], match["coach_id"] if match else None])
    return page("matched.html", referral=referral, match=match, ahead=ahead, names=names)


def _closed_page(referral: Found) -> str:
    return page("matched.html", referral=referral, match=None, ahead=None, names=names_of([referral["member_id"]]))
