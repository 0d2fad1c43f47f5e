"""Somebody at the door, bound to the cookie in their browser: a code was asked for, and perhaps it was right."""

from dataclasses import dataclass
from datetime import timedelta

from services.portal.accounts.secrets import mark_of, new_secret
from services.portal.store.tables import knocks
from services.portal.store.whose import NOBODY
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor

LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Somebody:
    person_id: str
    organisation: str

    @property
    def as_service(self) -> Actor:
        return Actor("portal", "service", self.organisation)


@dataclass(frozen=True)
class Knock:
    verification_id: str | None
    people: tuple[Somebody, ...]
    chosen: Somebody | None


def begin_knock(desk: Desk, *, verification_id: str | None = None, chosen: Somebody | None = None) -> str:
    """The secret for the cookie. Who only has the id of the question can answer nothing."""
    secret = new_secret()
    told = {"verification_id": verification_id, "people": [], "chosen": chosen and vars(chosen)}
    with transaction(desk, NOBODY) as tx:
        tx.delete(knocks, knocks.c.expires_at <= tx.now)
        tx.insert(knocks, mark=mark_of(secret), expires_at=tx.now + LASTS, **told)
    return secret


def knock_of(desk: Desk, secret: str | None) -> Knock | None:
    if not secret:
        return None
    with reading(desk, NOBODY) as rx:
        row = rx.row(knocks, knocks.c.mark == mark_of(secret), knocks.c.expires_at > rx.now)
    if row is None:
        return None
    people = tuple(Somebody(**one) for one in row["people"])
    return Knock(row["verification_id"], people, Somebody(**row["chosen"]) if row["chosen"] else None)


def note_people(desk: Desk, secret: str, people: list[Somebody]) -> None:
    """The code was right: whose address it is. It is not asked again."""
    with transaction(desk, NOBODY) as tx:
        told = {"people": [vars(one) for one in people], "verification_id": None}
        tx.update(knocks, knocks.c.mark == mark_of(secret), **told)


def note_chosen(desk: Desk, secret: str, chosen: Somebody) -> None:
    with transaction(desk, NOBODY) as tx:
        tx.update(knocks, knocks.c.mark == mark_of(secret), people=[], chosen=vars(chosen))


def end_knock(desk: Desk, secret: str) -> bool:
    """Of two who finish at once, one comes in."""
    with transaction(desk, NOBODY) as tx:
        return bool(tx.delete(knocks, knocks.c.mark == mark_of(secret)))
