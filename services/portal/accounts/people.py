"""Accounts: who may sign in as what. Members and coaches come from what matching says, staff by invitation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from services.portal.store.tables import (
    accounts,
    calendar_feeds,
    desk_people,
    kept_forms,
    outside_names,
    pins,
    recovery_codes,
    second_factors,
    sign_in_links,
    visits,
)
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.actor import STAFF

BY_INVITATION = STAFF
MAY_SIGN_IN = frozenset({"active", "paused"})
ORDER = ("intake", "supervisor", "admin", "coach", "member")


@dataclass(frozen=True)
class Account:
    person_id: str
    organisation: str
    roles: tuple[str, ...]
    language: str
    time_zone: str
    state: str

    @property
    def is_staff(self) -> bool:
        return bool(STAFF & set(self.roles))

    @property
    def may_sign_in(self) -> bool:
        return self.state in MAY_SIGN_IN and bool(self.roles)

    def first_of(self, roles: Iterable[str]) -> str | None:
        """As what this person enters a page that is open to `roles`."""
        return next((role for role in roles if role in self.roles), None)


def account_of(rx: Reading, person_id: str) -> Account | None:
    row = rx.row(accounts, accounts.c.person_id == person_id)
    return _account(row) if row else None


def everybody_here(rx: Reading) -> list[str]:
    """Whoever has not been forgotten, by id."""
    return [
        row["person_id"] for row in rx.rows(accounts, accounts.c.state != "erased", order_by=[accounts.c.person_id])
    ]


def invite(tx: Transaction, person_id: str, *, role: str, language: str, time_zone: str) -> Account:
    """Make the account if it is missing, and let it enter as `role`. What matching has said of it stays."""
    known = account_of(tx, person_id)
    if known is None:
        told = {"language": language, "time_zone": time_zone, "state": "active", "version": 0, "made_at": tx.now}
        tx.insert_if_absent(accounts, person_id=person_id, roles=[role], **told)
    elif role not in known.roles:
        tx.update(accounts, accounts.c.person_id == person_id, roles=_sorted({*known.roles, role}))
    found = account_of(tx, person_id)
    assert found is not None
    return found


def staff_here(rx: Reading) -> list[Account]:
    """Everybody who enters as one of the staff, the one invited first at the top."""
    written = sa.cast(accounts.c.roles, sa.String)
    named = sa.or_(*(written.like(f'%"{role}"%') for role in sorted(STAFF)))
    return [_account(row) for row in rx.rows(accounts, named, order_by=[accounts.c.made_at, accounts.c.person_id])]


def give_roles(tx: Transaction, account: Account, staff_roles: Iterable[str]) -> None:
    """These of the staff's roles and no others; what matching says they are stays. Without any they are signed out."""
    roles = _sorted({*staff_roles} | set(account.roles) - STAFF)
    tx.update(accounts, accounts.c.person_id == account.person_id, roles=roles)
    tx.audit("change_roles", person_id=account.person_id)
    if not staff_roles:
        shut_out(tx, account.person_id)


def begin_anew(tx: Transaction, account: Account) -> None:
    """A lost telephone: signed out everywhere, and the second factor is to be set up again."""
    shut_out(tx, account.person_id)
    tx.audit("sign_in_begins_anew", person_id=account.person_id)


def hear(tx: Transaction, data: Mapping[str, Any], *, version: int) -> None:
    """Keep what matching says of a person, unless we know something newer."""
    row = tx.row(accounts, accounts.c.person_id == data["person_id"])
    if row is not None and row["version"] >= version:
        return
    invited = {role for role in (row["roles"] if row else ()) if role in BY_INVITATION}
    roles = _sorted(invited | ({"member", "coach"} & set(data["kinds"])))
    told = {name: data[name] for name in ("language", "time_zone", "state")} | {"roles": roles, "version": version}
    if row is None:
        tx.insert(accounts, person_id=data["person_id"], made_at=tx.now, **told)
    else:
        tx.update(accounts, accounts.c.person_id == data["person_id"], **told)
    if told["state"] not in MAY_SIGN_IN:
        shut_out(tx, data["person_id"])


def shut_out(tx: Transaction, person_id: str) -> None:
    """From the next request on, this person is signed in nowhere, and holds nothing that opens."""
    opens = (visits, sign_in_links, desk_people, kept_forms, pins, second_factors, recovery_codes, outside_names)
    for table in (*opens, calendar_feeds):
        tx.delete(table, table.c.person_id == person_id)


def _sorted(roles: Iterable[str]) -> list[str]:
    return sorted(roles, key=ORDER.index)


def _account(row: Row) -> Account:
    told = {name: row[name] for name in ("person_id", "organisation", "language", "time_zone", "state")}
    return Account(roles=tuple(row["roles"]), **told)
