"""One-time sign-in links. Opening one shows a button; only the button signs in, because scanners of mail open links."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.portal.accounts.links import Link, open_link, use_link, whose_link
from services.portal.accounts.people import Account
from services.portal.pages.codes import COOKIE as KNOCK
from services.portal.pages.cookies import cookie, drop_cookie
from services.portal.pages.entering import DESK, KIOSK, account_in, end_this_visit, enter
from services.portal.pages.headers import ELSEWHERE
from services.portal.pages.language import COOKIE as LANGUAGE
from services.portal.pages.notice import COOKIE as DONE
from services.portal.pages.origin import COOKIE
from services.portal.pages.page import page
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.web.auth import open_to_all
from shared.web.context import door

sign_in = Blueprint("sign_in", __name__)


@sign_in.get("/in/<secret>")
@open_to_all
def look(secret: str) -> ResponseReturnValue:
    """Used, too old, or never there: the same words."""
    return page("sign_in.html") if _look(secret) else (page("link_gone.html"), 410)


@sign_in.post("/in/<secret>")
@open_to_all
def use(secret: str) -> ResponseReturnValue:
    account, role = _use(secret)
    return enter(account, "link", role=role) if account else (page("link_gone.html"), 410)


@sign_in.post("/out")
@open_to_all
def out() -> ResponseReturnValue:
    end_this_visit()
    return _forgotten(redirect("/", 303))


@sign_in.post("/leave")
@open_to_all
def leave() -> ResponseReturnValue:
    """Quick exit: signed out, and on a page that says nothing about anybody."""
    end_this_visit()
    return _forgotten(redirect(ELSEWHERE, 303))


def _look(secret: str) -> Link | None:
    organisation = whose_link(door().desk, secret)
    if organisation is None:
        return None
    with reading(door().desk, Actor("portal", "service", organisation)) as rx:
        return open_link(rx, secret)


def _use(secret: str) -> tuple[Account | None, str | None]:
    organisation = whose_link(door().desk, secret)
    if organisation is None:
        return None, None
    with transaction(door().desk, Actor("portal", "service", organisation)) as tx:
        link = use_link(tx, secret)
    return (account_in(organisation, link.person_id), link.role) if link else (None, None)


def _forgotten(response: Response) -> Response:
    """Everything this browser knows of us; a shared desk stays one, and so does the screen at the door."""
    for name in (COOKIE, LANGUAGE, KNOCK, DONE):
        drop_cookie(response, name)
    response.headers["Clear-Site-Data"] = '"storage"' if cookie(DESK) or cookie(KIOSK) else '"cookies", "storage"'
    return response
