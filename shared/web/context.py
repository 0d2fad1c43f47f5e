from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app, g

from shared.db.desk import Desk
from shared.db.reading import Reading
from shared.db.transaction import Transaction, reading, transaction


@dataclass(frozen=True)
class Door:
    """What a web process stands on: its desk, and the public key by which it knows who knocks."""

    desk: Desk
    key: Any


def door() -> Door:
    return cast(Door, current_app.extensions["holdfast"])


@contextmanager
def open_transaction() -> Iterator[Transaction]:
    """The request's transaction: its own, or the one that already keeps its Idempotency-Key."""
    if "tx" in g:
        yield g.tx
    else:
        with transaction(door().desk, g.actor, correlation=g.correlation) as tx:
            yield tx


@contextmanager
def open_reading() -> Iterator[Reading]:
    with reading(door().desk, g.actor) as rx:
        yield rx
