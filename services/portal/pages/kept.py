"""A visit that ran out takes nothing from anybody: what was typed waits until the same person has signed in again."""

from urllib.parse import urlsplit

from flask import redirect, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.kept_forms import drop_form, form_kept, keep_form
from services.portal.accounts.people import Account
from services.portal.accounts.visits import ended_visitor, whose_visit
from services.portal.forms.fill_in import fill_in
from services.portal.pages.cookies import cookie
from services.portal.pages.notice import say_on
from services.portal.pages.origin import COOKIE
from services.portal.pages.visit import account_here
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.web.context import door

MOST_PATH = 400
OURS = ("mark", "page")


def keep_what_was_typed() -> None:
    """Only for whom this browser's last visit was; only for a page of ours."""
    secret, desk = cookie(COOKIE), door().desk
    organisation = secret and whose_visit(desk, secret)
    path = _page_of_ours(request.form.get("page", "") if request.method == "POST" else request.full_path.rstrip("?"))
    if not secret or not organisation or not path:
        return
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    with transaction(desk, Actor("portal", "service", organisation)) as tx:
        if person_id := ended_visitor(tx, secret):
            keep_form(tx, person_id, path=path, action=request.path, typed=typed)


def back_to_what_was_typed(account: Account) -> ResponseReturnValue | None:
    with reading(door().desk, _as(account)) as rx:
        kept = form_kept(rx, account.person_id)
    if kept is None:
        return None
    response = redirect(kept.path, 303)
    say_on(response, urlsplit(kept.path).path, "kept" if kept.typed else "here_again")
    return response


def with_what_was_typed(html: str) -> str:
    """The page with its form filled in as it was; and then it is forgotten."""
    account = account_here()
    if account is None:
        return html
    with transaction(door().desk, _as(account)) as tx:
        kept = form_kept(tx, account.person_id)
        drop_form(tx, account.person_id)
    return fill_in(html, action=kept.action, typed=kept.typed) if kept else html


def _page_of_ours(path: str) -> str | None:
    """A path of this house and nothing else: no other host, however it is written."""
    parts = urlsplit(path)
    strange = parts.scheme or parts.netloc or not path.startswith("/") or path[1:2] in ("/", "\\")
    printable = path.isascii() and path.isprintable() and len(path) <= MOST_PATH
    return path if printable and not strange else None


def _as(account: Account) -> Actor:
    return Actor("portal", "service", account.organisation)
