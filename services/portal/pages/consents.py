"""What somebody agreed to: read, signed, seen as it was signed, taken back. Their own page, and one of us with them."""

from dataclasses import dataclass

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.referring import clients_here
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.consent import KINDS, LIST, MOST, as_form, blame, consent_in, on_paper, on_screen
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import agreements, names_of, part
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import account_here, page_for
from services.portal.pages.words import zone_here
from shared.kernel.actor import OVERSEE
from shared.kernel.errors import NotFound
from shared.web.context import open_reading

consents = Blueprint("consents", __name__)
STAFF = ("intake", "supervisor", "admin")
SOON = 30
WRITTEN = ("told_us", "in_writing")


@dataclass(frozen=True)
class Whose:
    """`here`: where their list stands. `is_own`: they look at it themselves; else one of us does, with them."""

    person_id: str
    here: str
    is_own: bool


@consents.get("/me/consents")
@page_for("member")
def mine() -> ResponseReturnValue:
    return _list(_own())


@consents.get("/me/consents/new")
@page_for("member")
def new_of_mine() -> ResponseReturnValue:
    return _new(_own())


@consents.post("/me/consents")
@page_for("member")
def agree() -> ResponseReturnValue:
    return _give(_own())


@consents.get("/me/consents/<uuid:consent_id>")
@page_for("member")
def one_of_mine(consent_id: object) -> ResponseReturnValue:
    return _copy(_own(), str(consent_id))


@consents.post("/me/consents/<uuid:consent_id>/revocation")
@page_for("member")
def take_back(consent_id: object) -> ResponseReturnValue:
    return _revoke(_own(), str(consent_id))


@consents.get("/consents/ending")
@page_for(*STAFF)
def ending() -> ResponseReturnValue:
    """Whom to ask again while there is time, and what stops if nobody does."""
    found = part(agreements().ending).shown(lambda ending: [with_instants(one, "expires_at") for one in ending])
    return page("consents_ending.html", ending=found, names=names_of(one["person_id"] for one in found.found))


@consents.get("/people/<uuid:person_id>/consents")
@page_for(*STAFF)
def theirs(person_id: object) -> ResponseReturnValue:
    return _list(_of(person_id))


@consents.get("/people/<uuid:person_id>/consents/new")
@page_for(*STAFF)
def new_of_theirs(person_id: object) -> ResponseReturnValue:
    return _new(_of(person_id))


@consents.post("/people/<uuid:person_id>/consents")
@page_for(*STAFF)
def write_down(person_id: object) -> ResponseReturnValue:
    return _give(_of(person_id))


@consents.get("/people/<uuid:person_id>/consents/<uuid:consent_id>")
@page_for(*STAFF)
def one_of_theirs(person_id: object, consent_id: object) -> ResponseReturnValue:
    return _copy(_of(person_id), str(consent_id))


@consents.post("/people/<uuid:person_id>/consents/<uuid:consent_id>/revocation")
@page_for(*STAFF)
def take_back_for_them(person_id: object, consent_id: object) -> ResponseReturnValue:
    return _revoke(_of(person_id), str(consent_id))


def _own() -> Whose:
    return Whose(g.actor.person, "/me/consents", True)


def _of(person_id: object) -> Whose:
    return Whose(str(person_id), f"/people/{person_id}/consents", False)


def _list(whose: Whose) -> str:
    found = part(agreements().of, whose.person_id).shown(lambda all: [_shown(one) for one in all])
    going = [one for one in found.found if one["state"] == "active"]
    over = [one for one in found.found if one["state"] != "active"]
    told = {"sees_told": whose.is_own or _oversees(), "away": found}
    return page("consents.html", whose=whose, name=_name(whose), going=going, over=over, **told)


def _oversees() -> bool:
    """Whose page it is then is told in pages/told.py."""
    account = account_here()
    return account is not None and account.first_of(OVERSEE) is not None


def _new(whose: Whose) -> str:
    """First what kind; then its own form, which asks only what that kind needs. No link fills in anything else."""
    asked, form = Form(request.args), Form()
    if like := asked.id("like"):
        form = as_form(_theirs(whose, like), _partners())
    elif kind := asked.typed.get("type"):
        form.typed["type"] = kind
    return _page(whose, form) if form.typed.get("type") in KINDS else _kinds(whose)


def _kinds(whose: Whose) -> str:
    return page("consent_kinds.html", whose=whose, name=_name(whose), kinds=list(KINDS))


def _give(whose: Whose) -> ResponseReturnValue:
    form, partners = Form(request.form), _partners()
    if form.typed.get("type") not in KINDS:
        return _kinds(whose), 422
    said = consent_in(form, person_id=whose.person_id, partners=partners)
    said |= on_screen(form) if whose.is_own else on_paper(form, zone=zone_here(), now=now())
    if form.errors:
        return _page(whose, form), 422
    try:
        given = agreements().give(said, key=key_for(form.key, "consent", said))
    except Away:
        return _page(whose, form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422 or not blame(form, no.errors):
            raise
        return _page(whose, form), 422
    return lead_to(f"{whose.here}/{given['id']}", "agreed" if whose.is_own else "agreed_on_paper")


def _page(whose: Whose, form: Form, trouble: str | None = None) -> str:
    type = form.typed.get("type", "")
    told = {"kind": KINDS[type], "type": type, "partners": _partners(), "most": MOST, "list_name": LIST}
    return page("consent_new.html", whose=whose, name=_name(whose), form=form, trouble=trouble, **told)


def _copy(whose: Whose, consent_id: str) -> str:
    consent = _shown(_theirs(whose, consent_id))
    return page("consent.html", whose=whose, name=_name(whose), one=consent, ways=WRITTEN)


def _revoke(whose: Whose, consent_id: str) -> ResponseReturnValue:
    """One press; sent twice, it stays as it is."""
    form = Form(request.form)
    how = form.typed.get("how") if form.typed.get("how") in WRITTEN else None
    if _theirs(whose, consent_id)["state"] == "active":
        agreements().revoke(consent_id, how=None if whose.is_own else how, key=key_for(form.key, "take back"))
    return lead_to(f"{whose.here}/{consent_id}", "taken_back")


def _theirs(whose: Whose, consent_id: str) -> Found:
    """What somebody else agreed to is not here."""
    found = agreements().one(consent_id)
    if found["person_id"] != whose.person_id:
        raise NotFound("We have no such consent.")
    return found


def _shown(consent: Found) -> Found:
    shown = with_instants(consent, "expires_at", "signed_at", "ended_at")
    until = shown.get("expires_at")
    return shown | {"ends_soon": bool(until) and shown["state"] == "active" and (until - now()).days < SOON}


def _name(whose: Whose) -> str | None:
    return None if whose.is_own else names_of([whose.person_id]).get(whose.person_id)


def _partners() -> dict[str, str]:
    """Who sends us people by their own programs; a court hears nothing, so it is not on the list."""
    with open_reading() as rx:
        return {one.id: one.name for one in clients_here(rx) if one.revoked_at is None and not one.is_court}
