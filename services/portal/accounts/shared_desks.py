"""A browser on a desk that several of us use. Who has fully signed in there today may come back with a PIN."""

from datetime import datetime

from services.portal.accounts.secrets import mark_of, new_secret
from services.portal.accounts.visits import ABSOLUTE
from services.portal.store.tables import desk_people, known_desks
from services.portal.store.whose import organisation_of
from shared.db.desk import Desk
from shared.db.reading import Reading
from shared.db.transaction import Transaction


def make_known(tx: Transaction) -> str:
    """The secret for the desk's own cookie."""
    secret = new_secret()
    tx.insert(known_desks, mark=mark_of(secret), made_at=tx.now)
    tx.audit("desk_made_known")
    return secret


def whose_desk(desk: Desk, secret: str | None) -> str | None:
    return organisation_of(desk, known_desks, mark_of(secret)) if secret else None


def note_here(tx: Transaction, secret: str, person_id: str, *, began_at: datetime) -> None:
    """A day at this desk begins for this person, and ends with the visit's own last hour."""
    told = {"desk_mark": mark_of(secret), "person_id": person_id}
    here = (desk_people.c.desk_mark == told["desk_mark"], desk_people.c.person_id == person_id)
    if not tx.update(desk_people, *here, began_at=began_at):
        tx.insert(desk_people, **told, began_at=began_at)


def who_was_here(rx: Reading, secret: str) -> dict[str, datetime]:
    """Who may come back with a PIN, and since when their day counts."""
    here = (desk_people.c.desk_mark == mark_of(secret), desk_people.c.began_at > rx.now - ABSOLUTE)
    return {row["person_id"]: row["began_at"] for row in rx.rows(desk_people, *here)}


def forget_desk(tx: Transaction, secret: str) -> None:
    for table, mark in ((known_desks, known_desks.c.mark), (desk_people, desk_people.c.desk_mark)):
        tx.delete(table, mark == mark_of(secret))


def leave_desks(tx: Transaction, person_id: str) -> None:
    tx.delete(desk_people, desk_people.c.person_id == person_id)


def forget_old_days(tx: Transaction) -> int:
    return tx.delete(desk_people, desk_people.c.began_at <= tx.now - ABSOLUTE)
