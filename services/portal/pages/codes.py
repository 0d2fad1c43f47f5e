"""Sign in with a code: to an address, or on paper. Nothing here says whether an address, or a person, is known."""

from collections.abc import Callable

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.knocks import (
    NOBODY,
    Knock,
    Somebody,
    begin_knock,
    end_knock,
    knock_of,
    note_chosen,
    note_people,
)
from services.portal.accounts.people import Account
from services.portal.accounts.pins import is_their_pin
from services.portal.accounts.second_factors import has_second_factor, passes
from services.portal.accounts.tries import ASKED, PAPER, Limit, count_try
from services.portal.clients.notifications import Notifications
from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.pages.cookies import cookie, set_cookie
from services.portal.pages.entering import account_in, enter
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.language import language
from services.portal.pages.page import page
from services.portal.pages.services import door_of
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.errors import TooMany
from shared.web.auth import open_to_all
from shared.web.context import door

codes = Blueprint("codes", __name__, url_prefix="/sign-in")
COOKIE, SECONDS = "knock", 600


@codes.get("")
@open_to_all
def ask() -> ResponseReturnValue:
    return page("sign_in_address.html", form=Form(), trouble=None)


@codes.post("")
@open_to_all
def send() -> ResponseReturnValue:
    """The same page follows for every address, at once: whether anybody is reached there is looked up later."""
    form = Form(request.form)
    address = form.text("address", most=254) or ""
    asked = _tried(form, "address", ASKED, lambda: _notifications().ask_for_code(address, locale=language()))
    if asked is None:
        return _again("sign_in_address.html", form)
    secret = begin_knock(door().desk, verification_id=asked["id"])
    return on_to("/sign-in/code", secret)


@codes.get("/code")
@open_to_all
def code() -> ResponseReturnValue:
    return page("sign_in_code.html", form=Form(), trouble=None) if _knock() else redirect("/sign-in", 303)


@codes.post("/code")
@open_to_all
def answer() -> ResponseReturnValue:
    form, knock = Form(request.form), _knock()
    if knock is None or knock.verification_id is None:
        return redirect("/sign-in", 303)
    typed, asked = form.typed.get("code", ""), knock.verification_id
    found = _tried(form, "code", None, lambda: _notifications().answer_code(asked, typed))
    people = _who_may_enter(found)
    if not people:
        form.wrong("code", "error.code")
        return _again("sign_in_code.html", form)
    note_people(door().desk, _secret(), [person for person, _ in people])
    return _one_of_them(people[0][1], "code") if len(people) == 1 else redirect("/sign-in/who", 303)


@codes.get("/who")
@open_to_all
def which() -> ResponseReturnValue:
    people = _people_at_the_door()
    return _who_page(Form(), people) if people else redirect("/sign-in", 303)


@codes.post("/who")
@open_to_all
def who() -> ResponseReturnValue:
    """By role and PIN: a name would tell whoever reads the address who else is known here."""
    form, people = Form(request.form), _people_at_the_door()
    if not people:
        return redirect("/sign-in", 303)
    role, pin = form.one_of("role", _roles(people), "error.role"), form.typed.get("pin", "")
    try:
        fits = [one for one in people if role in one.roles and _is_theirs(one, pin)]
    except TooMany:
        fits = []
        form.wrong("pin", "error.too_often")
    if len(fits) != 1 or form.errors:
        form.wrong("pin", "error.pin")
        return _who_page(form, people), 422
    return _one_of_them(fits[0], "code")


@codes.get("/second")
@open_to_all
def second() -> ResponseReturnValue:
    knock = _knock()
    ready = knock and knock.chosen
    return page("sign_in_second.html", form=Form(), trouble=None) if ready else redirect("/sign-in", 303)


@codes.post("/second")
@open_to_all
def show_second() -> ResponseReturnValue:
    form, knock = Form(request.form), _knock()
    account = knock and knock.chosen and account_in(knock.chosen.organisation, knock.chosen.person_id)
    if not knock or not account:
        return redirect("/sign-in", 303)
    actor = Actor("portal", "service", account.organisation)
    try:
        right = passes(door().desk, actor, account.person_id, form.typed.get("code", ""))
    except TooMany:
        right = False
        form.wrong("code", "error.too_often")
    if not right:
        form.wrong("code", "error.code")
        return _again("sign_in_second.html", form)
    return enter(account, "second") if end_knock(door().desk, _secret()) else redirect("/sign-in", 303)


@codes.get("/paper")
@open_to_all
def paper() -> ResponseReturnValue:
    return page("sign_in_paper.html", form=Form(), trouble=None)


@codes.post("/paper")
@open_to_all
def use_paper() -> ResponseReturnValue:
    """Opens a person's own pages. Staff need their second factor here as everywhere."""
    form = Form(request.form)
    typed = form.typed.get("code", "")
    people = _who_may_enter(_tried(form, "code", PAPER, lambda: _notifications().redeem_code(typed)))
    if len(people) != 1:
        form.wrong("code", "error.code")
        return _again("sign_in_paper.html", form)
    person, account = people[0]
    secret = begin_knock(door().desk, chosen=person)
    if account.is_staff:
        return second_or_link(account, secret)
    end_knock(door().desk, secret)
    return enter(account, "paper")


def _tried(form: Form, field: str, limit: Limit | None, ask: Callable[[], Found]) -> Found | None:
    """What was answered, or None with what is wrong."""
    try:
        if limit:
            count_try(door().desk, limit, request.remote_addr or "")
        return ask()
    except (TooMany, Declined) as no:
        often = getattr(no, "status", 0) == 429
        form.wrong(field, "error.too_often" if often else f"error.{field}")
    except Away:
        form.wrong(field, "away.form")
    return None


def _one_of_them(account: Account, how: str) -> ResponseReturnValue:
    if account.is_staff:
        note_chosen(door().desk, _secret(), Somebody(account.person_id, account.organisation))
        return second_or_link(account, _secret())
    return enter(account, how) if end_knock(door().desk, _secret()) else redirect("/sign-in", 303)


def second_or_link(account: Account, secret: str) -> ResponseReturnValue:
    """One code alone never lets anybody of the staff in."""
    with reading(door().desk, Actor("portal", "service", account.organisation)) as rx:
        if has_second_factor(rx, account.person_id):
            return on_to("/sign-in/second", secret)
    end_knock(door().desk, secret)
    return page("sign_in_no_second.html"), 403


def on_to(path: str, secret: str) -> ResponseReturnValue:
    response = redirect(path, 303)
    set_cookie(response, COOKIE, secret, seconds=SECONDS)
    return response


def _again(template: str, form: Form) -> ResponseReturnValue:
    away = "away.form" in form.errors.values()
    form.errors = {} if away else form.errors
    told = page(template, form=form, trouble="away.form" if away else None)
    return (told, 503, A_MOMENT) if away else (told, 422)


def _who_page(form: Form, people: list[Account]) -> str:
    return page("sign_in_who.html", form=form, roles=_roles(people))


def _who_may_enter(found: Found | None) -> list[tuple[Somebody, Account]]:
    people = [Somebody(one["person_id"], one["organisation"]) for one in (found or {"people": []})["people"]]
    known = [(one, account_in(one.organisation, one.person_id)) for one in people]
    return [(one, account) for one, account in known if account]


def _people_at_the_door() -> list[Account]:
    knock = _knock()
    known = [account_in(one.organisation, one.person_id) for one in (knock.people if knock else ())]
    return [account for account in known if account]


def _roles(people: list[Account]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for one in people for role in one.roles))


def _is_theirs(account: Account, pin: str) -> bool:
    return is_their_pin(door().desk, Actor("portal", "service", account.organisation), account.person_id, pin)


def _knock() -> Knock | None:
    return knock_of(door().desk, cookie(COOKIE))


def _secret() -> str:
    return cookie(COOKIE) or ""


def _notifications() -> Notifications:
    return Notifications(door_of("notifications", NOBODY))
