"""Organisations that send people: which of them may knock, and what each has sent. Of those sent: the request's id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.portal.accounts.secrets import mark_of, new_secret
from services.portal.store.tables import referring_clients, sent_referrals
from services.portal.store.whose import organisation_of
from shared.db.desk import Desk
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction, reading
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

SOURCES = ("treatment", "health", "school", "employer", "community", "court", "other")
COURT = "court"


@dataclass(frozen=True)
class Client:
    """`source`: what kind of house it is, as it stands beside each request. A court may send, and hears nothing."""

    id: str
    organisation: str
    name: str
    source: str
    made_at: datetime
    revoked_at: datetime | None

    @property
    def is_court(self) -> bool:
        return self.source == COURT


def make_client(tx: Transaction, *, name: str, source: str) -> tuple[Client, str]:
    """With its secret, which is never to be seen again: only a hash is kept."""
    id, secret = new_id(), new_secret()
    told = {"name": name, "source": source, "made_at": tx.now, "revoked_at": None}
    tx.insert(referring_clients, id=id, mark=_mark(id, secret), **told)
    tx.audit("make_referring_client")
    return Client(id=id, organisation=tx.actor.organisation, **told), secret


def revoke_client(tx: Transaction, id: str) -> None:
    """With its next request it is a stranger. What it has sent stays with us."""
    mine = (referring_clients.c.id == id, referring_clients.c.revoked_at.is_(None))
    if tx.update(referring_clients, *mine, revoked_at=tx.now):
        tx.audit("revoke_referring_client")


def clients_here(rx: Reading) -> list[Client]:
    return [_client(row) for row in rx.rows(referring_clients, order_by=[referring_clients.c.made_at])]


def client_of(rx: Reading, id: str) -> Client | None:
    """Whoever was sent away is not found."""
    row = rx.row(referring_clients, referring_clients.c.id == id, referring_clients.c.revoked_at.is_(None))
    return _client(row) if row else None


def whose_client(desk: Desk, id: str, secret: str) -> str | None:
    """The organisation in which this client is known, if the secret is its own and it was not sent away."""
    organisation = organisation_of(desk, referring_clients, _mark(id, secret))
    if organisation is None:
        return None
    with reading(desk, Actor("portal", "service", organisation)) as rx:
        return organisation if client_of(rx, id) else None


def note_sent(tx: Transaction, client_id: str, referral_id: str) -> None:
    tx.insert_if_absent(sent_referrals, referral_id=referral_id, client_id=client_id)


def has_sent(rx: Reading, client_id: str, referral_id: str) -> bool:
    mine = (sent_referrals.c.referral_id == referral_id, sent_referrals.c.client_id == client_id)
    return rx.row(sent_referrals, *mine) is not None


def sent_by(rx: Reading, client_id: str, *, before: str | None, limit: int) -> Sequence[str]:
    """The newest first. Ids are in the order of time."""
    mine = [sent_referrals.c.client_id == client_id]
    mine += [sent_referrals.c.referral_id < before] if before else []
    rows = rx.rows(sent_referrals, *mine, order_by=[sent_referrals.c.referral_id.desc()], limit=limit)
    return [str(row["referral_id"]) for row in rows]


def _mark(id: str, secret: str) -> str:
    return mark_of(f"{id}:{secret}")


def _client(row: Row) -> Client:
    return Client(**{name: row[name] for name in ("id", "organisation", "name", "source", "made_at", "revoked_at")})
