"""Keep apart: a coach this person is never to meet here. Nobody is ever told why somebody is not shown."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of
from services.portal.pages.visit import page_for
from services.portal.wording.labels import EVERYTHING

apart = Blueprint("apart", __name__, url_prefix="/intake/referrals")
KINDS = tuple(term.code for term in EVERYTHING["apart"])


@apart.get("/<uuid:referral_id>/apart")
@page_for("intake", "supervisor", "admin")
def before(referral_id: object) -> ResponseReturnValue:
    return _page(str(referral_id), Form())


@apart.post("/<uuid:referral_id>/apart")
@page_for("intake", "supervisor", "admin")
def keep(referral_id: object) -> ResponseReturnValue:
    """For good and both ways; what is open or goes on between the two ends."""
    form, referral = Form(request.form), matching().referral(str(referral_id))
    kind, coach_id = form.one_of("kind", KINDS, "error.apart_kind"), form.id("coach")
    if coach_id is None:
        form.wrong("coach", "error.apart_coach")
    if form.errors:
        return _page(str(referral_id), form), 422
    said = {"person_ids": [referral["member_id"], coach_id], "kind": kind}
    try:
        matching().keep_apart(said, key=key_for(form.key, "apart", said))
    except Away:
        return _page(str(referral_id), form, trouble="away.form"), 503, A_MOMENT
    return lead_to(f"/intake/referrals/{referral_id}", "apart")


def _page(referral_id: str, form: Form, trouble: str | None = None) -> str:
    referral = matching().referral(referral_id)
    listed = sorted((one["display_name"], one["id"]) for one in matching().coaches() if one["display_name"])
    names = names_of([referral["member_id"]])
    return page("apart.html", referral=referral, coaches=listed, names=names, form=form, trouble=trouble)
