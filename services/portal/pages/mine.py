"""My sign-in: where I am signed in, my PIN, my second factor, and whether this is a desk that several of us use."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.people import Account
from services.portal.accounts.pins import has_pin, is_good, set_pin
from services.portal.accounts.second_factors import (
    begin_second_factor,
    confirm_second_factor,
    has_second_factor,
    secret_to_show,
)
from services.portal.accounts.shared_desks import forget_desk, leave_desks, make_known, note_here, whose_desk
from services.portal.accounts.visits import end_all_visits, end_one_visit, visits_of
from services.portal.forms.form import Form
from services.portal.pages.cookies import cookie, drop_cookie, set_cookie
from services.portal.pages.entering import DESK, KIOSK
from services.portal.pages.front import HOMES
from services.portal.pages.mornings import wish_here
from services.portal.pages.notice import lead_to
from services.portal.pages.origin import COOKIE, secret_here
from services.portal.pages.page import page
from services.portal.pages.square import square_of
from services.portal.pages.visit import account_here, page_for
from shared.kernel.actor import OVERSEE, STAFF
from shared.web.context import door, open_reading, open_transaction

mine = Blueprint("mine", __name__, url_prefix="/mine")
EVERYBODY = ("intake", "supervisor", "admin", "coach", "member")
WORKERS = ("intake", "supervisor", "admin", "coach")
DESK_SECONDS = 365 * 24 * 3600


@mine.get("")
@page_for(*EVERYBODY)
def see() -> ResponseReturnValue:
    return _page(Form())


@mine.post("/visits/<uuid:visit_id>/ending")
@page_for(*EVERYBODY)
def end_one(visit_id: object) -> ResponseReturnValue:
    with open_transaction() as tx:
        end_one_visit(tx, g.actor.person, id=str(visit_id))
    return lead_to("/mine", "signed_out_there")


@mine.post("/visits/ending")
@page_for(*EVERYBODY)
def end_everywhere() -> ResponseReturnValue:
    """Here too: whoever has the telephone in hand is out with the next page they open."""
    with open_transaction() as tx:
        end_all_visits(tx, g.actor.person)
        leave_desks(tx, g.actor.person)
    response = redirect("/", 303)
    drop_cookie(response, COOKIE)
    return response


@mine.post("/pin")
@page_for(*EVERYBODY)
def choose_pin() -> ResponseReturnValue:
    form = Form(request.form)
    pin = form.typed.get("pin", "")
    if not is_good(pin):
        form.wrong("pin", "error.new_pin")
        return _page(form), 422
    with open_transaction() as tx:
        set_pin(tx, g.actor.person, pin)
    return lead_to("/mine", "pin_set")


@mine.post("/second")
@page_for(*WORKERS)
def begin() -> ResponseReturnValue:
    with open_transaction() as tx:
        begin_second_factor(tx, g.actor.person)
    return redirect("/mine/second", 303)


@mine.get("/second")
@page_for(*WORKERS)
def second() -> ResponseReturnValue:
    return _second_page(Form()) or redirect("/mine", 303)


@mine.post("/second/confirmation")
@page_for(*WORKERS)
def confirm() -> ResponseReturnValue:
    form = Form(request.form)
    with open_transaction() as tx:
        spare = confirm_second_factor(tx, g.actor.person, form.typed.get("code", ""))
    if spare:
        return page("second_factor_on.html", spare=spare, home=HOMES[g.actor.role])
    form.wrong("code", "error.code")
    again = _second_page(form)
    return (again, 422) if again else redirect("/mine", 303)


@mine.post("/desk")
@page_for(*sorted(STAFF))
def know_this_desk() -> ResponseReturnValue:
    """From now on whoever of us has signed in here today may come back with a PIN."""
    with open_transaction() as tx:
        secret = make_known(tx)
        note_here(tx, secret, g.actor.person, began_at=tx.now)
    response = lead_to("/mine", "desk_known")
    set_cookie(response, DESK, secret, seconds=DESK_SECONDS)
    return response


@mine.post("/desk/forgetting")
@page_for(*sorted(STAFF))
def forget_this_desk() -> ResponseReturnValue:
    with open_transaction() as tx:
        forget_desk(tx, cookie(DESK) or "")
    response = lead_to("/mine", "desk_forgotten")
    drop_cookie(response, DESK)
    return response


def _page(form: Form) -> str:
    account = account_here()
    assert account is not None
    with open_reading() as rx:
        told = {"visits": visits_of(rx, account, secret=secret_here()), "has_pin": has_pin(rx, account.person_id)}
        told["has_second"] = has_second_factor(rx, account.person_id)
    told["desk"] = whose_desk(door().desk, cookie(DESK)) == account.organisation
    told["kiosk"] = cookie(KIOSK) is not None
    told["morning"] = wish_here() if account.first_of(OVERSEE) else None
    return page("mine.html", form=form, home=HOMES[account.roles[0]], **_kind(account), **told)


def _kind(account: Account) -> dict[str, bool]:
    return {"is_staff": account.is_staff, "works_here": bool(set(WORKERS) & set(account.roles))}


def _second_page(form: Form) -> str | None:
    with open_reading() as rx:
        secret = secret_to_show(rx, g.actor.person)
    if secret is None:
        return None
    groups = " ".join(secret[first : first + 4] for first in range(0, len(secret), 4))
    address = f"otpauth://totp/Holdfast?secret={secret}&issuer=Holdfast"
    return page("second_factor.html", form=form, groups=groups, address=address, square=square_of(address))
