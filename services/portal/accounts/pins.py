"""A PIN of one's own: it tells apart people who share an address, and colleagues who share a desk. Never alone: it
only counts after a code, or on a desk where this person has signed in today."""

import re

from services.portal.accounts.tries import PIN, count_try
from services.portal.store.tables import pins
from shared.db.desk import Desk
from shared.db.reading import Reading
from shared.db.transaction import Transaction, reading
from shared.kernel.actor import Actor

SHAPE = re.compile(r"[0-9]{4,8}\Z")
ROWS = ("01234567890", "09876543210")


def is_good(pin: str) -> bool:
    """Four to eight digits, not one digit again and again, not a row of them."""
    return bool(SHAPE.match(pin)) and len(set(pin)) > 1 and not any(pin in row for row in ROWS)


def set_pin(tx: Transaction, person_id: str, pin: str) -> None:
    mark = _mark(tx, person_id, pin)
    if not tx.update(pins, pins.c.person_id == person_id, mark=mark, set_at=tx.now):
        tx.insert(pins, person_id=person_id, mark=mark, set_at=tx.now)
    tx.audit("pin_set", person_id=person_id)


def has_pin(rx: Reading, person_id: str) -> bool:
    return rx.row(pins, pins.c.person_id == person_id) is not None


def is_their_pin(desk: Desk, actor: Actor, person_id: str, pin: str) -> bool:
    """Counted against this person, whoever tries."""
    count_try(desk, PIN, person_id)
    with reading(desk, actor) as rx:
        row = rx.row(pins, pins.c.person_id == person_id)
        return row is not None and row["mark"] == _mark(rx, person_id, pin)


def _mark(rx: Reading, person_id: str, pin: str) -> str:
    """Under a key that the database does not have: who reads the rows cannot try all ten thousand."""
    return rx.blind(f"{person_id}:{pin}", purpose="pin")
