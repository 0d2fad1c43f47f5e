"""Who is signed in: rows that a cookie's secret opens. Kept here, so that they can be ended from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.portal.accounts.people import Account, account_of
from services.portal.accounts.secrets import mark_of, new_secret
from services.portal.store.tables import visits
from services.portal.store.whose import organisation_of
from shared.db.desk import Desk
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.actor import STAFF
from shared.kernel.ids import new_id

ABSOLUTE = timedelta(hours=12)
IDLE_STAFF = timedelta(minutes=30)
IDLE = timedelta(hours=2)
STILL_KNOWN = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """As one's own list shows it."""

    id: str | None
    began_at: datetime
    seen_at: datetime
    is_this: bool


def begin_visit(tx: Transaction, person_id: str, *, began_at: datetime | None = None) -> str:
    """The secret for a new cookie. A secret from before signing in never becomes one. Who comes back with a PIN goes
    on with the day they began.
    """
    secret = new_secret()
    told = {"mark": mark_of(secret), "id": new_id(), "began_at": began_at or tx.now}
    tx.insert(visits, **told, person_id=person_id, seen_at=tx.now)
    return secret


def whose_visit(desk: Desk, secret: str) -> str | None:
    return organisation_of(desk, visits, mark_of(secret))


def visitor(rx: Reading, secret: str) -> tuple[Account, str | None, bool] | None:
    """Who this is, the visit's id, and whether it is time to write down that they are still here.

    None when the visit is over.
    """
    row = rx.row(visits, visits.c.mark == mark_of(secret))
    account = row and account_of(rx, row["person_id"])
    if not row or not account or not account.may_sign_in or _is_over(row, account.roles, rx.now):
        return None
    return account, row["id"], rx.now - row["seen_at"] >= SEEN_EVERY


def still_here(tx: Transaction, secret: str) -> None:
    tx.update(visits, visits.c.mark == mark_of(secret), seen_at=tx.now)


def end_visit(tx: Transaction, secret: str) -> None:
    tx.delete(visits, visits.c.mark == mark_of(secret))


def visits_of(rx: Reading, account: Account, *, secret: str) -> list[Visit]:
    """Where this person is signed in now, the last used first."""
    mine = rx.rows(visits, visits.c.person_id == account.person_id, order_by=[visits.c.seen_at.desc()])
    on = [row for row in mine if not _is_over(row, account.roles, rx.now)]
    return [Visit(row["id"], row["began_at"], row["seen_at"], row["mark"] == mark_of(secret)) for row in on]


def end_one_visit(tx: Transaction, person_id: str, *, id: str) -> None:
    tx.delete(visits, visits.c.person_id == person_id, visits.c.id == id)


def end_all_visits(tx: Transaction, person_id: str) -> None:
    tx.delete(visits, visits.c.person_id == person_id)


def ended_visitor(rx: Reading, secret: str) -> str | None:
    """Whose visit this was, while its row is still there: to keep what they typed, and for nothing else."""
    row = rx.row(visits, visits.c.mark == mark_of(secret))
    return row and str(row["person_id"])


def forget_old_visits(tx: Transaction) -> int:
    return tx.delete(visits, visits.c.began_at <= tx.now - ABSOLUTE - STILL_KNOWN)


def _is_over(row: Row, roles: Iterable[str], now: datetime) -> bool:
    idle = IDLE_STAFF if STAFF & set(roles) else IDLE
    return bool(now >= row["began_at"] + ABSOLUTE or now >= row["seen_at"] + idle)
