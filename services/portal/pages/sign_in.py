"""One-time sign-in links. Opening one shows a button; only the button signs in, because scanners of mail open links."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.portal.accounts.links import Link, open_link, use_link, whose_link
from services.portal.accounts.visits import begin_visit, end_visit, whose_visit
from services.portal.pages.cookies import cookie, drop_cookie
from services.portal.pages.front import HOMES
from services.portal.pages.headers import ELSEWHERE
from services.portal.pages.language import COOKIE as LANGUAGE
from services.portal.pages.origin import COOKIE, new_secret_here
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
    link = _use(secret)
    if link is None:
        return page("link_gone.html"), 410
    return redirect(HOMES[link.role], 303)


@sign_in.post("/out")
@open_to_all
def out() -> ResponseReturnValue:
    _end()
    return _forgotten(redirect("/", 303))


@sign_in.post("/leave")
@open_to_all
def leave() -> ResponseReturnValue:
    """Quick exit: signed out, and on a page that says nothing about anybody."""
    _end()
    return _forgotten(redirect(ELSEWHERE, 303))


def _look(secret: str) -> Link | None:
    organisation = whose_link(door().desk, secret)
    if organisation is None:
        return None
    with reading(door().desk, Actor("portal", "service", organisation)) as rx:
        return open_link(rx, secret)


def _use(secret: str) -> Link | None:
    organisation = whose_link(door().desk, secret)
    if organisation is None:
        return None
    _end()
    with transaction(door().desk, Actor("portal", "service", organisation)) as tx:
        link = use_link(tx, secret)
        if link:
            new_secret_here(begin_visit(tx, link.person_id))
            tx.audit("sign_in", person_id=link.person_id)
        return link


def _end() -> None:
    secret = cookie(COOKIE)
    organisation = secret and whose_visit(door().desk, secret)
    if secret and organisation:
        with transaction(door().desk, Actor("portal", "service", organisation)) as tx:
            end_visit(tx, secret)


def _forgotten(response: Response) -> Response:
    for name in (COOKIE, LANGUAGE):
        drop_cookie(response, name)
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response
