"""The one way in, whatever somebody has shown: a new visit with a new secret, and on to where they were going."""

from flask import redirect
from flask.typing import ResponseReturnValue

from services.portal.accounts.people import Account, account_of
from services.portal.accounts.shared_desks import note_here, whose_desk
from services.portal.accounts.visits import begin_visit, end_visit, whose_visit
from services.portal.pages.cookies import cookie
from services.portal.pages.front import HOMES
from services.portal.pages.kept import back_to_what_was_typed
from services.portal.pages.mornings import begin_mornings
from services.portal.pages.origin import COOKIE, new_secret_here
from shared.db.transaction import Transaction, reading, transaction
from shared.kernel.actor import Actor
from shared.web.context import door

DESK, KIOSK = "desk", "kiosk"


def enter(account: Account, how: str, *, role: str | None = None) -> ResponseReturnValue:
    """`how` is for the audit: link, code, paper, second."""
    end_this_visit()
    with transaction(door().desk, _as_service(account.organisation)) as tx:
        new_secret_here(begin_visit(tx, account.person_id))
        note_at_this_desk(tx, account)
        tx.audit(f"sign_in_{how}", person_id=account.person_id)
    begin_mornings(account)
    return back_to_what_was_typed(account) or redirect(HOMES[role or account.roles[0]], 303)


def note_at_this_desk(tx: Transaction, account: Account) -> None:
    secret = cookie(DESK)
    if secret and account.is_staff and whose_desk(door().desk, secret) == account.organisation:
        note_here(tx, secret, account.person_id, began_at=tx.now)


def end_this_visit() -> None:
    secret = cookie(COOKIE)
    organisation = secret and whose_visit(door().desk, secret)
    if secret and organisation:
        with transaction(door().desk, _as_service(organisation)) as tx:
            end_visit(tx, secret)


def account_in(organisation: str, person_id: str) -> Account | None:
    """Who it is, if they may sign in at all."""
    with reading(door().desk, _as_service(organisation)) as rx:
        account = account_of(rx, person_id)
    return account if account and account.may_sign_in else None


def _as_service(organisation: str) -> Actor:
    return Actor("portal", "service", organisation)
