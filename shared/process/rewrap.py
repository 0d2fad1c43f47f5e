"""`rewrap`: people's keys, sealed anew by the newest key of the installation. Stopped, it goes on from there."""

import argparse

import sqlalchemy as sa

from shared.db.common import organisations, person_keys
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.transaction import Transaction, transaction
from shared.kernel.actor import Actor

TOGETHER = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--most", type=int, default=20_000, help="rewrap: how many at most, this time")


def do(desk: Desk, given: argparse.Namespace) -> dict[str, int]:
    """How many were sealed anew, and how many are left."""
    done, left = 0, 0
    for organisation in _organisations(desk):
        actor = Actor(person=desk.name, role="service", organisation=organisation)
        while done < given.most:
            with transaction(desk, actor) as tx:
                some = _some(tx)
            done += some
            if not some:
                break
        with transaction(desk, actor) as tx:
            left += len(tx.rows(person_keys, *_older(tx)))
    return {"done": done, "left": left}


def _some(tx: Transaction) -> int:
    """A key that was shredded meanwhile stays shredded: only what is still as it was read is replaced."""
    rows = tx.rows(person_keys, *_older(tx), limit=TOGETHER)
    for row in rows:
        same = (person_keys.c.person_id == row["person_id"], person_keys.c.wrapped == row["wrapped"])
        tx.update(person_keys, *same, wrapped=tx.desk.sealer.rewrapped(row["person_id"], row["wrapped"]))
    return len(rows)


def _older(tx: Transaction) -> tuple[sa.ColumnElement[bool], ...]:
    return (~person_keys.c.wrapped.startswith(f"v1.{tx.desk.sealer.current}.", autoescape=True),)


def _organisations(desk: Desk) -> list[str]:
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation)).scalars())
