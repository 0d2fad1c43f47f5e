"""A coach is asked: yes, or not now. Nobody needs to say why."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for
from services.portal.wording.labels import EVERYTHING

offers = Blueprint("offers", __name__, url_prefix="/coach/offers")
REASONS = tuple(term.code for term in EVERYTHING["declined"])


@offers.post("/<uuid:offer_id>/acceptance")
@page_for("coach")
def accept(offer_id: object) -> ResponseReturnValue:
    """Leads on to the first meeting: a yes is worth most while it is fresh."""
    accepted = matching().accept(str(offer_id), accepted_by="coach", key=key_for(Form(request.form).key, "accept"))
    return lead_to(f"/book/{accepted['match_id']}", "accepted")


@offers.get("/<uuid:offer_id>/decline")
@page_for("coach")
def before_declining(offer_id: object) -> ResponseReturnValue:
    offer = with_instants(matching().offer(str(offer_id)), "expires_at")
    return page("decline.html", offer=offer)


@offers.post("/<uuid:offer_id>/decline")
@page_for("coach")
def decline(offer_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    reason = form.typed.get("reason")
    reason = reason if reason in REASONS else None
    matching().decline(str(offer_id), reason=reason, key=key_for(form.key, "decline", {"reason": reason}))
    return lead_to("/coach", "declined")
