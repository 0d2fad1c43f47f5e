"""Who has nobody, what everybody carries, which offers are open. Plain lists: no figures about a person."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.portal.pages.intake import WAITING, referrals_in
from services.portal.pages.page import page
from services.portal.pages.services import Part, matching, names_of, part
from services.portal.pages.shown import in_order, with_instants
from services.portal.pages.visit import page_for

supervisor = Blueprint("supervisor", __name__, url_prefix="/supervisor")


@supervisor.get("")
@page_for("supervisor", "admin")
def home() -> ResponseReturnValue:
    waiting = referrals_in(*WAITING)
    coaches = part(lambda: matching().coaches())
    asked = part(lambda: matching().offers(state="open"))
    offers = Part(
        in_order([with_instants(one, "made_at", "expires_at") for one in asked.found], "expires_at"), asked.is_away
    )
    names = names_of([*(one["member_id"] for one in waiting.found), *(one["coach_id"] for one in offers.found)])
    return page("supervisor.html", waiting=waiting, coaches=coaches, offers=offers, names=names)
