"""Whom an identity provider speaks of. At the first sign-in its own name for somebody is bound to their account; after
that an address that has gone to somebody else opens nothing."""

from collections.abc import Iterable

from services.portal.accounts.people import Account, account_of
from services.portal.store.tables import outside_names
from shared.db.reading import Reading
from shared.db.transaction import Transaction


def known_outside_as(rx: Reading, name: str) -> Account | None:
    """Of staff alone, and only while they may sign in."""
    row = rx.row(outside_names, outside_names.c.mark == _mark(rx, name))
    account = row and account_of(rx, row["person_id"])
    return account if account and _comes_in_here(account) else None


def bind(tx: Transaction, name: str, person_ids: Iterable[str]) -> Account | None:
    """To the one of staff who is reached at the address; to nobody where two are, or where they have a name already."""
    found = [account_of(tx, person) for person in person_ids]
    staff = [account for account in found if account and _comes_in_here(account)]
    if len(staff) != 1:
        return None
    told = {"mark": _mark(tx, name), "person_id": staff[0].person_id, "known_at": tx.now}
    if tx.row(outside_names, outside_names.c.person_id == told["person_id"]) is None:
        tx.insert_if_absent(outside_names, **told)
        tx.audit("known_outside", person_id=staff[0].person_id)
    return known_outside_as(tx, name)


def _comes_in_here(account: Account) -> bool:
    return account.is_staff and account.may_sign_in


def _mark(rx: Reading, name: str) -> str:
    return rx.blind(name, purpose="outside name")
