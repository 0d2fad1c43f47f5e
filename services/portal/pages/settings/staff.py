"""People and roles: who of us may enter as what. An administrator invites, changes and takes back."""

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.accounts.links import make_link
from services.portal.accounts.people import Account, account_of, begin_anew, give_roles, invite, staff_here
from services.portal.clients.transport import Away
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, notifications
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from shared.db.transaction import Transaction
from shared.kernel.actor import OVERSEE
from shared.web.context import door, open_reading, open_transaction

staff = Blueprint("staff", __name__, url_prefix="/settings/people")
ROLES = ("intake", "supervisor", "admin")
MOST_NAME, MOST_EMAIL = 60, 254


@staff.get("")
@page_for("admin")
def see() -> ResponseReturnValue:
    return _page(Form())


@staff.post("")
@page_for("admin")
def ask_in() -> ResponseReturnValue:
    """The person, how to reach them, then the account: sent again, it goes on where it stopped."""
    form = Form(request.form)
    name, email = form.text("name", most=MOST_NAME), form.text("email", most=MOST_EMAIL)
    role = form.one_of("role", ROLES, "error.role")
    if not name:
        form.wrong("name", "error.name")
    if not email or "@" not in email[1:-1]:
        form.wrong("email", "error.email")
    if form.errors:
        return _page(form), 422
    try:
        person_id = _register(form, name or "", email or "")
        if role in OVERSEE:
            notifications().keep_digest(person_id, wanted=True)
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    with open_transaction() as tx:
        invite(tx, person_id, role=role, language=language(), time_zone=zone_here())
        return _with_link(tx, person_id, role)


@staff.get("/<uuid:person_id>")
@page_for("admin")
def one(person_id: object) -> ResponseReturnValue:
    account = _known(str(person_id))
    return _one(account, Form(MultiDict([("role", role) for role in account.roles])))


@staff.post("/<uuid:person_id>")
@page_for("admin")
def change(person_id: object) -> ResponseReturnValue:
    """From their next request on. There is always somebody left who can change this. Who oversees from now on is told
    of it all, and says on their own page if they would rather not be.
    """
    form, account = Form(request.form), _known(str(person_id))
    wanted = {role for role in form.typed.getlist("role") if role in ROLES}
    with open_transaction() as tx:
        others = [one for one in staff_here(tx) if "admin" in one.roles and one.person_id != account.person_id]
        if "admin" in wanted or others or "admin" not in account.roles:
            give_roles(tx, account, wanted)
        else:
            form.wrong("role-admin", "error.last_admin")
    if form.errors:
        return _one(account, form), 422
    oversees = bool(wanted & {*OVERSEE})
    try:
        if not (oversees and account.first_of(OVERSEE)):
            notifications().keep_digest(account.person_id, wanted=oversees)
    except Away:
        return _one(account, form, trouble="away.form"), 503, A_MOMENT
    return lead_to("/settings/people", "roles")


@staff.post("/<uuid:person_id>/link")
@page_for("admin")
def help_in(person_id: object) -> ResponseReturnValue:
    """For whoever lost their telephone: nothing that opened before opens now, but this link."""
    account = _known(str(person_id))
    with open_transaction() as tx:
        begin_anew(tx, account)
        return _with_link(tx, account.person_id, next(role for role in account.roles if role in ROLES))


def _register(form: Form, name: str, email: str) -> str:
    said = {"display_name": name, "language": language(), "time_zone": zone_here()}
    person_id = str(matching().register_staff(said, key=key_for(form.key, "staff", said))["id"])
    way = {"kind": "email", "address": email, "shared": "no", "message_ok": True}
    notifications().set_contact_points(person_id, [way])
    return person_id


def _known(person_id: str) -> Account:
    with open_reading() as rx:
        account = account_of(rx, person_id)
    return account if account and account.is_staff else abort(404)


def _with_link(tx: Transaction, person_id: str, role: str) -> str:
    """Shown this once: who opens it first is signed in."""
    secret = make_link(tx, person_id, role=role)
    return page("settings_link.html", address=f"{door().desk.settings.public_url}/in/{secret}")


def _page(form: Form, trouble: str | None = None) -> str:
    with open_reading() as rx:
        people = staff_here(rx)
    names = names_of(one.person_id for one in people)
    return page("settings_people.html", people=people, names=names, form=form, roles=ROLES, trouble=trouble)


def _one(account: Account, form: Form, trouble: str | None = None) -> str:
    names = names_of([account.person_id])
    told = {"whose": account, "form": form, "roles": ROLES, "is_me": account.person_id == g.actor.person}
    return page("settings_person.html", name=names.get(account.person_id), trouble=trouble, **told)
