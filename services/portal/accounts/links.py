"""One-time sign-in links: whoever holds one may sign in once, within a quarter of an hour."""

from dataclasses import dataclass
from datetime import timedelta

from services.portal.accounts.people import account_of
from services.portal.accounts.secrets import mark_of, new_secret
from services.portal.store.tables import sign_in_links
from services.portal.store.whose import organisation_of
from shared.db.desk import Desk
from shared.db.reading import Reading
from shared.db.transaction import Transaction

LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Link:
    person_id: str
    role: str


def make_link(tx: Transaction, person_id: str, *, role: str) -> str:
    """The secret part of a new link. It is never to be seen again: only its hash is kept."""
    secret = new_secret()
    told = {"mark": mark_of(secret), "person_id": person_id, "role": role}
    tx.insert(sign_in_links, **told, expires_at=tx.now + LASTS, used_at=None)
    return secret


def whose_link(desk: Desk, secret: str) -> str | None:
    return organisation_of(desk, sign_in_links, mark_of(secret))


def open_link(rx: Reading, secret: str) -> Link | None:
    """What the link would open, if it is still good."""
    row = rx.row(sign_in_links, *_good(rx, secret))
    account = row and account_of(rx, row["person_id"])
    if not row or not account or not account.may_sign_in or row["role"] not in account.roles:
        return None
    return Link(row["person_id"], row["role"])


def use_link(tx: Transaction, secret: str) -> Link | None:
    """Of two who use it at once, one signs in."""
    link = open_link(tx, secret)
    return link if link and tx.update(sign_in_links, *_good(tx, secret), used_at=tx.now) else None


def forget_old_links(tx: Transaction) -> int:
    return tx.delete(sign_in_links, sign_in_links.c.expires_at <= tx.now)


def _good(rx: Reading, secret: str) -> tuple[object, ...]:
    links = sign_in_links.c
    return links.mark == mark_of(secret), links.used_at.is_(None), links.expires_at > rx.now
