"""Staff sign in where their organisation signs in. Whoever is not invited already stays outside, whatever it says."""

import hmac

from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.knocks import Somebody, begin_knock, end_knock, knock_of
from services.portal.accounts.outside import bind, known_outside_as
from services.portal.accounts.people import Account
from services.portal.accounts.tries import ELSEWHERE, count_try
from services.portal.clients.notifications import Notifications
from services.portal.clients.openid import Asked, NotProven, Provider, Said, provider_of
from services.portal.clients.transport import Away, Declined
from services.portal.forms.form import Form
from services.portal.pages.codes import COOKIE, on_to, second_or_link
from services.portal.pages.cookies import cookie
from services.portal.pages.entering import enter
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.page import page
from services.portal.pages.services import door_of
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.web.auth import open_to_all
from shared.web.context import door

openid = Blueprint("openid", __name__, url_prefix="/sign-in/openid")
OURS = ("same-origin", "none")


def prepare(app: Flask) -> None:
    app.jinja_env.globals["openid_here"] = _provider


@openid.get("")
@open_to_all
def go() -> ResponseReturnValue:
    """From our own page only: no other site sends somebody through here unasked."""
    provider = _provider()
    if provider is None or request.headers.get("Sec-Fetch-Site", "none") not in OURS:
        return redirect("/sign-in", 303)
    count_try(door().desk, ELSEWHERE, request.remote_addr or "")
    secret = begin_knock(door().desk)
    try:
        return on_to(provider.way_there(Asked(secret)), secret)
    except Away:
        return _away()


@openid.get("/back")
@open_to_all
def back() -> ResponseReturnValue:
    """Believed once, and only in the browser that asked."""
    provider, secret = _provider(), cookie(COOKIE) or ""
    if provider is None:
        return redirect("/sign-in", 303)
    if not _was_asked_here(secret) or not end_knock(door().desk, secret):
        return page("openid_no.html", words="again"), 403
    try:
        said = provider.said(request.args.get("code", ""), Asked(secret), now=door().desk.clock.now())
        account = _whose(provider, said)
    except Away:
        return _away()
    except NotProven:
        account = None
    if account is None:
        return page("openid_no.html", words="no"), 403
    if said.two_factors:
        return enter(account, "openid")
    chosen = Somebody(account.person_id, account.organisation)
    return second_or_link(account, begin_knock(door().desk, chosen=chosen))


def _was_asked_here(secret: str) -> bool:
    state = request.args.get("state", "")
    return knock_of(door().desk, secret) is not None and hmac.compare_digest(
        state.encode(), Asked(secret).state.encode()
    )


def _whose(provider: Provider, said: Said) -> Account | None:
    as_service = Actor("portal", "service", provider.told.organisation)
    with reading(door().desk, as_service) as rx:
        known = known_outside_as(rx, said.name)
    if known or not said.email or "@" not in said.email:
        return known
    try:
        reached = Notifications(door_of("notifications", as_service)).reached_at(said.email)["people"]
    except Declined:
        return None
    with transaction(door().desk, as_service) as tx:
        return bind(tx, said.name, [one["person_id"] for one in reached])


def _away() -> ResponseReturnValue:
    return page("sign_in_address.html", form=Form(), trouble="away.form"), 503, A_MOMENT


def _provider() -> Provider | None:
    settings = door().desk.settings
    return provider_of(settings.openid, f"{settings.public_url}/sign-in/openid/back") if settings.openid else None
