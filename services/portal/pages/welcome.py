"""A first conversation, booked on the spot: no match needed, with whoever is on call."""

from itertools import groupby
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.patience import patiently
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.times import Opening, read_openings, said_in_the_way
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, scheduling
from services.portal.pages.visit import page_for
from services.portal.pages.words import here, zone_here

welcome = Blueprint("welcome", __name__, url_prefix="/intake/referrals")
WAYS = ("phone", "in_person")
FEW = 12


@welcome.get("/<uuid:referral_id>/welcome")
@page_for("intake", "supervisor", "admin")
def times(referral_id: object) -> ResponseReturnValue:
    return _page(str(referral_id), Form())


@welcome.post("/<uuid:referral_id>/welcome")
@page_for("intake", "supervisor", "admin")
def book(referral_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    way = form.one_of("way", WAYS, "error.way")
    if not form.typed.get("starts_at"):
        form.wrong("starts_at", "error.time")
    if form.errors:
        return _page(str(referral_id), form), 422
    wish: Found = {"referral_id": str(referral_id), "starts_at": form.typed["starts_at"], "modality": way}
    if said := said_in_the_way(form):
        wish |= {"in_the_way": said}
    try:
        booked = scheduling().book(wish, key=key_for(form.key, "welcome", wish))
    except Away:
        return _page(str(referral_id), form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        form.wrong("starts_at", "error.time_gone")
        return _page(str(referral_id), form), 409
    return lead_to(f"/sessions/{booked['id']}", "booked")


def _page(referral_id: str, form: Form, trouble: str | None = None) -> str:
    referral = matching().referral(referral_id)
    every = request.args.get("every") == "1"
    starts, is_away = _starts(referral_id)
    shown = starts if every else starts[:FEW]
    names = names_of([referral["member_id"], *(coach for _, coaches in shown for coach in coaches)])
    named = [(opening, _either_of(coaches, names)) for opening, coaches in shown]
    days = groupby(named, key=lambda one: one[0].starts_at.astimezone(ZoneInfo(zone_here())).date())
    told = {"form": form, "trouble": trouble, "ways": WAYS, "is_away": is_away, "more": len(shown) < len(starts)}
    return page("welcome.html", referral=referral, names=names, days=[list(day) for _, day in days], **told)


def _either_of(coaches: list[str], names: dict[str, str]) -> str:
    """Jo or Max: whoever of them is free then, and has met the fewest of late, will take it."""
    return here("or").join(dict.fromkeys(names.get(coach) or here("someone") for coach in coaches))


def _starts(referral_id: str) -> tuple[list[tuple[Opening, list[str]]], bool]:
    """Each time once, with everybody who could take it. scheduling may hear of the request a moment later than we."""
    try:
        found: list[Found] = patiently(lambda: scheduling().openings(referral_id=referral_id))["items"]
    except Away:
        return [], True
    who: dict[str, list[str]] = {}
    for one in found:
        who.setdefault(one["starts_at"], []).append(one["coach_id"])
    first = {one["starts_at"]: one for one in reversed(found)}
    openings = read_openings(list(first.values()))
    coaches = {opening.starts_at: who[text] for text in who for opening in read_openings([first[text]])}
    return [(opening, coaches[opening.starts_at]) for opening in openings], False
