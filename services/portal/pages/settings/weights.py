"""What weighs how much when we look who could walk with whom: tried on the lists looked at last, then kept."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.weights import TERMS, as_typed, boxes, read_weights
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, own_words
from services.portal.pages.settings.home import WHO
from services.portal.pages.visit import page_for

weights = Blueprint("weights", __name__, url_prefix="/settings/weights")
FEW = 3
OF_THE_SUM = "points"
Answer = ResponseReturnValue


@weights.get("")
@page_for(*WHO)
def see() -> Answer:
    points, version = own_words().weights()
    return _page(Form(MultiDict(as_typed(points))), version)


@weights.post("")
@page_for(*WHO)
def try_or_keep() -> Answer:
    form = Form(request.form)
    said, version = read_weights(form), form.text("version", most=20) or ""
    if form.errors:
        return _page(form, version), 422
    try:
        if form.typed.get("deed") != "keep":
            return _page(form, version, tried=_shown(own_words().try_weights(said)))
        own_words().change_weights(said, version=version)
    except Away:
        return _page(form, version, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 412 or as_typed(own_words().weights()[0]) != as_typed(said):
            return _declined(form, version, no)
    return lead_to("/settings", "settings")


def _declined(form: Form, version: str, no: Declined) -> Answer:
    if no.status == 412:
        return _page(form, own_words().weights()[1], trouble="settings.meanwhile"), 412
    if no.status != 422:
        raise no
    for term in no.errors:
        form.wrong(boxes(term)[0] if term in TERMS else boxes("most_important")[0], _why(term))
    return _page(form, version), 422


def _why(term: str) -> str:
    return "error.points_sum" if term == OF_THE_SUM else "error.points_tier"


def _shown(tried: list[Found]) -> list[dict[str, Any]]:
    """Whose list it was, and who stood first, second, third before and after."""
    members = {one["referral_id"]: matching().referral(one["referral_id"])["member_id"] for one in tried}
    coaches = [each["coach_id"] for one in tried for each in one["items"]]
    names = names_of([*members.values(), *coaches])
    return [
        {
            "name": names.get(members[one["referral_id"]]),
            "same_first": one["same_first"],
            "before": _first(one["items"], "before", names),
            "after": _first(one["items"], "after", names),
        }
        for one in tried
    ]


def _first(items: list[Found], when: str, names: dict[str, str]) -> list[dict[str, Any]]:
    placed = sorted((one for one in items if one[when] and one[when] <= FEW), key=lambda one: int(one[when]))
    return [{"name": names.get(one["coach_id"]), "points": one[f"points_{when}"]} for one in placed]


def _page(form: Form, version: str, *, tried: list[dict[str, Any]] | None = None, trouble: str | None = None) -> str:
    terms = {term: boxes(term) for term in TERMS}
    return page("settings_weights.html", form=form, version=version, terms=terms, tried=tried, trouble=trouble)
