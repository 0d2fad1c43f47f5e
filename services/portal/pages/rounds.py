"""Rounds: the whole waiting list at once, as a draft that a person compares, edits and publishes."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, part, rounds
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

matching_rounds = Blueprint("rounds", __name__, url_prefix="/supervisor/rounds")
OBJECTIVES = ("best_fit", "fewest_waiting")
UNDER_WAY = ("waiting", "computing", "publishing")
SHOWN, CHOICES = 50, 10
NOBODY = "nobody"


@matching_rounds.get("")
@page_for("supervisor", "admin")
def lately() -> ResponseReturnValue:
    return _list(Form())


@matching_rounds.post("")
@page_for("supervisor", "admin")
def begin() -> ResponseReturnValue:
    form = Form(request.form)
    objective = form.one_of("objective", OBJECTIVES, "error.objective")
    most = form.number("most_each", otherwise=5)
    if not 1 <= most <= 50:
        form.wrong("most_each", "error.rule")
    if form.errors:
        return _list(form), 422
    wish = {"objective": objective, "most_each": most}
    begun = rounds().begin(wish, key=key_for(form.key, "round", wish))
    return redirect(f"/supervisor/rounds/{begun['id']}", 303)


@matching_rounds.get("/<uuid:round_id>")
@page_for("supervisor", "admin")
def see(round_id: object) -> ResponseReturnValue:
    """While it is worked out the page looks again by itself; then the draft, with what changed and why."""
    cursor = request.args.get("from") or None
    found = rounds().one(str(round_id), language=language(), limit=SHOWN, cursor=cursor)
    members = _members(found["items"])
    coaches = [one[name] for one in found["items"] for name in ("coach_id", "first_come_id")]
    told = {"round": with_instants(found, "begun_at"), "members": members, "is_under_way": found["state"] in UNDER_WAY}
    return page("round.html", names=names_of([*members.values(), *coaches]), **told)


@matching_rounds.get("/<uuid:round_id>/pairs/<uuid:referral_id>")
@page_for("supervisor", "admin")
def before_changing(round_id: object, referral_id: object) -> ResponseReturnValue:
    """Who else could walk with this person, in the order of their own list; or nobody this time."""
    referral = matching().referral(str(referral_id))
    found = matching().shortlist(str(referral_id), limit=CHOICES, language=language())["items"]
    names = names_of([referral["member_id"], *(one["coach_id"] for one in found)])
    version = request.args.get("version", "")
    told = {"round_id": round_id, "referral": referral, "version": version, "nobody": NOBODY}
    return page("round_pair.html", items=found, names=names, form=Form(), **told)


@matching_rounds.post("/<uuid:round_id>/pairs/<uuid:referral_id>")
@page_for("supervisor", "admin")
def change(round_id: object, referral_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    coach_id, version = form.id("coach"), form.text("version", most=10) or ""
    if coach_id is None and form.typed.get("coach") != NOBODY:
        return redirect(f"/supervisor/rounds/{round_id}/pairs/{referral_id}?version={version}", 303)
    here = f"/supervisor/rounds/{round_id}"
    try:
        rounds().change_pair(str(round_id), str(referral_id), coach_id=coach_id, version=version)
    except Declined as no:
        if no.status not in (409, 412, 422):
            raise
        return lead_to(here, "pair_stays")
    return lead_to(here, "pair")


@matching_rounds.post("/<uuid:round_id>/publication")
@page_for("supervisor", "admin")
def publish(round_id: object) -> ResponseReturnValue:
    rounds().publish(str(round_id), key=key_for(Form(request.form).key, "publish"))
    return lead_to(f"/supervisor/rounds/{round_id}", "published")


@matching_rounds.post("/<uuid:round_id>/end")
@page_for("supervisor", "admin")
def let_go(round_id: object) -> ResponseReturnValue:
    """Nobody has been asked; it is as if it had never been worked out."""
    rounds().let_go(str(round_id))
    return lead_to("/supervisor/rounds", "let_go")


def _list(form: Form) -> str:
    found = part(rounds().lately).shown(lambda lately: [with_instants(one, "begun_at") for one in lately])
    return page("rounds.html", rounds=found, form=form, objectives=OBJECTIVES)


def _members(pairs: list[Found]) -> dict[str, str]:
    """Whose request each pair is about."""
    wanted = {one["referral_id"] for one in pairs}
    if not wanted:
        return {}
    known = {one["id"]: one["member_id"] for one in matching().referrals(state="waiting", limit=200)}
    missing = wanted - known.keys()
    return known | {id: matching().referral(id)["member_id"] for id in missing}
