"""A browser at the door: people check in there by themselves. Nobody is signed in on it, and it opens one page."""

from dataclasses import dataclass
from datetime import timedelta

from services.portal.accounts.secrets import mark_of, new_secret
from services.portal.store.tables import kiosks
from services.portal.store.whose import organisation_of
from shared.db.desk import Desk
from shared.db.transaction import Transaction, reading
from shared.kernel.actor import Actor

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Kiosk:
    """`mark` is what its limits are counted by; it opens nothing."""

    mark: str
    actor: Actor


def make_kiosk(tx: Transaction) -> str:
    """The secret for its cookie."""
    secret = new_secret()
    tx.insert(kiosks, mark=mark_of(secret), made_by=tx.actor.person, made_at=tx.now)
    tx.audit("kiosk_made")
    return secret


def kiosk_of(desk: Desk, secret: str | None) -> Kiosk | None:
    """As long as its cookie, on our side too: a copy of that cookie does not outlive it."""
    mark = mark_of(secret) if secret else ""
    organisation = organisation_of(desk, kiosks, mark) if secret else None
    if organisation is None:
        return None
    with reading(desk, Actor("portal", "service", organisation)) as rx:
        row = rx.row(kiosks, kiosks.c.mark == mark, kiosks.c.made_at > rx.now - KEPT)
    return row and Kiosk(mark, Actor(row["made_by"], "service", organisation))


def end_kiosk(tx: Transaction, secret: str) -> None:
    tx.delete(kiosks, kiosks.c.mark == mark_of(secret))
