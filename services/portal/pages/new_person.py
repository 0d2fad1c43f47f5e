"""New person: three fields. The person, then how to reach them, then the request: the last one is what counts."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.new_person import NewPerson, read_new_person
from services.portal.pages.language import language
from services.portal.pages.page import page
from services.portal.pages.services import matching, notifications
from services.portal.pages.shown import now
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.labels import wishes
from shared.kernel.times import rfc3339

new_person = Blueprint("new_person", __name__, url_prefix="/intake/people")
FIELDS = {"display_name": "name", "items.0.address": "email", "urgency": "urgency", "preferences": "wish"}


@new_person.get("/new")
@page_for("intake", "supervisor", "admin")
def blank() -> ResponseReturnValue:
    return _form_page(Form())


@new_person.post("/new")
@page_for("intake", "supervisor", "admin")
def register() -> ResponseReturnValue:
    form = Form(request.form)
    told = {"language": language(), "time_zone": zone_here(), "now": rfc3339(now()), "actor": g.actor.person}
    wanted = read_new_person(form, **told)
    if form.errors:
        return _form_page(form), 422
    try:
        referral_id = _register(wanted, form.key)
    except Declined as no:
        if no.status != 422:
            raise
        _point_at(form, no)
        return _form_page(form), 422
    return redirect(f"/intake/referrals/{referral_id}", 303)


def _register(wanted: NewPerson, key: str) -> str:
    """In this order, each step with a key made from the form's: sent again, it goes on where it stopped."""
    member_id = matching().register_member(wanted.member, key=key_for(key, "member", wanted.member))["id"]
    if wanted.ways:
        notifications().set_contact_points(member_id, wanted.ways)
    referral = wanted.referral | {"member_id": member_id}
    return str(matching().file_referral(referral, key=key_for(key, "referral", referral))["id"])


def _point_at(form: Form, no: Declined) -> None:
    for field in no.errors or {"": []}:
        known = next((ours for theirs, ours in FIELDS.items() if field.startswith(theirs)), "name")
        form.wrong(known, f"error.{known}")


def _form_page(form: Form) -> str:
    return page("new_person.html", form=form, wishes=list(wishes(language())))
