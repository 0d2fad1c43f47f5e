"""Who is at the door, and which pages are theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, g

from services.portal.accounts.people import Account
from services.portal.accounts.visits import still_here, visitor, whose_visit
from services.portal.pages.cookies import cookie
from services.portal.pages.origin import COOKIE
from shared.db.transaction import reading, transaction
from shared.kernel.actor import ROLES, Actor
from shared.kernel.errors import Forbidden, Unauthenticated
from shared.web.callers import count_caller
from shared.web.context import door

View = Callable[..., Any]


def prepare(app: Flask) -> None:
    app.jinja_env.globals["account_here"] = account_here


def page_for(*roles: str) -> Callable[[View], View]:
    """Say whose page this is. Stands right below the route. Who has several roles enters as the first named here."""
    if unknown := set(roles) - ROLES:
        raise ValueError(f"unknown roles: {unknown}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            account = account_here()
            if account is None:
                current_app.extensions["keep"]()
                raise Unauthenticated("Please sign in.")
            role = account.first_of(roles)
            if role is None:
                raise Forbidden("This page is not yours.")
            g.actor = Actor(account.person_id, role, account.organisation, credential=g.get("visit_id"))
            count_caller(g.actor)
            return view(*args, **kwargs)

        guarded.open_to = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return guard


def account_here() -> Account | None:
    """Read anew for every request: a changed role or an ended visit acts on the next one."""
    if "account" not in g:
        g.account = _look()
    account: Account | None = g.account
    return account


def reader_here() -> Account | None:
    """For whom this page speaks: who is signed in, or whose link from a message was opened."""
    reader: Account | None = g.get("reader") or account_here()
    return reader


def nobody_if_we_cannot_look() -> None:
    """A page that tells of trouble must stand even where the trouble is our own database."""
    try:
        account_here()
    except Exception:
        g.account = None


def _look() -> Account | None:
    secret, desk = cookie(COOKIE), door().desk
    organisation = secret and whose_visit(desk, secret)
    if not secret or not organisation:
        return None
    actor = Actor("portal", "service", organisation)
    with reading(desk, actor) as rx:
        found = visitor(rx, secret)
    if found is None:
        return None
    account, g.visit_id, is_time = found
    if is_time:
        with transaction(desk, actor) as tx:
            still_here(tx, secret)
    return account
