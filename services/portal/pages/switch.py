"""Quick switch at a desk that several of us use: whoever has fully signed in here today comes back with a PIN."""

from datetime import datetime

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.people import Account
from services.portal.accounts.pins import is_their_pin
from services.portal.accounts.shared_desks import who_was_here, whose_desk
from services.portal.accounts.visits import begin_visit
from services.portal.forms.form import Form
from services.portal.pages.cookies import cookie
from services.portal.pages.entering import DESK, account_in, end_this_visit
from services.portal.pages.front import HOMES
from services.portal.pages.origin import new_secret_here
from services.portal.pages.page import page
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import TooMany
from shared.web.auth import open_to_all
from shared.web.context import door

switch = Blueprint("switch", __name__, url_prefix="/switch")


@switch.get("")
@open_to_all
def ask() -> ResponseReturnValue:
    return page("switch.html", form=Form(), roles=_roles()) if _roles() else redirect("/sign-in", 303)


@switch.post("")
@open_to_all
def come_back() -> ResponseReturnValue:
    """By role and PIN: the desk shows nobody's name. The day that began with two factors is not made longer."""
    form, roles = Form(request.form), _roles()
    if not roles:
        return redirect("/sign-in", 303)
    role = form.one_of("role", roles, "error.role")
    try:
        fits = [one for one in _accounts() if role in one.roles and _is_theirs(one, form.typed.get("pin", ""))]
    except TooMany:
        fits = []
        form.wrong("pin", "error.too_often")
    if len(fits) != 1 or form.errors:
        form.wrong("pin", "error.pin")
        return page("switch.html", form=form, roles=roles), 422
    return _enter(fits[0])


def _enter(account: Account) -> ResponseReturnValue:
    began_at = _here(account.organisation)[account.person_id]
    end_this_visit()
    with transaction(door().desk, Actor("portal", "service", account.organisation)) as tx:
        new_secret_here(begin_visit(tx, account.person_id, began_at=began_at))
        tx.audit("sign_in_pin", person_id=account.person_id)
    return redirect(HOMES[account.roles[0]], 303)


def _accounts() -> list[Account]:
    organisation = whose_desk(door().desk, cookie(DESK))
    found = [account_in(organisation, person) for person in _here(organisation)] if organisation else []
    return [account for account in found if account]


def _here(organisation: str) -> dict[str, datetime]:
    with reading(door().desk, Actor("portal", "service", organisation)) as rx:
        return who_was_here(rx, cookie(DESK) or "")


def _roles() -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for account in _accounts() for role in account.roles))


def _is_theirs(account: Account, pin: str) -> bool:
    return is_their_pin(door().desk, Actor("portal", "service", account.organisation), account.person_id, pin)
