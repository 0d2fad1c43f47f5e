"""Coaches whose openings may have changed: a row for each change, kept with the change itself, until it is told.

A row a change, not a row a coach: nobody waits, and a change made while another is being told keeps its own.
"""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from services.scheduling.store.tables import coaches_to_tell
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.ids import new_id


def mark(tx: Transaction, people: Iterable[str]) -> None:
    tx.insert_many(coaches_to_tell, [{"id": new_id(), "coach_id": person} for person in sorted(set(people))])


def organisations_waiting(desk: Desk) -> Sequence[str]:
    with for_reading(desk.engine) as connection:
        return connection.execute(sa.select(coaches_to_tell.c.organisation).distinct()).scalars().all()


def waiting(rx: Reading, *, most_coaches: int, most: int = 500) -> dict[str, list[str]]:
    """Their marks by coach, whoever waits longest first."""
    found: dict[str, list[str]] = {}
    for row in rx.rows(coaches_to_tell, order_by=[coaches_to_tell.c.id], limit=most):
        if row["coach_id"] in found or len(found) < most_coaches:
            found.setdefault(row["coach_id"], []).append(row["id"])
    return found


def forget(tx: Transaction, marks: Collection[str]) -> None:
    tx.delete(coaches_to_tell, coaches_to_tell.c.id.in_(marks))
