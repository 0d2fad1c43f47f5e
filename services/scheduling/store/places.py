from collections.abc import Sequence
from typing import Any

from services.scheduling.store.tables import places
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import PreconditionFailed


def add(tx: Transaction, **place: Any) -> None:
    tx.insert(places, **place, version=1)


def find(rx: Reading, place_id: str) -> Row | None:
    return rx.row(places, places.c.id == place_id)


def everywhere(rx: Reading) -> Sequence[Row]:
    return rx.rows(places, order_by=[places.c.name, places.c.id])


def names_of(rx: Reading) -> dict[str, str]:
    """As staff say them, closed ones too."""
    return {row["id"]: row["name"] for row in rx.rows(places)}


def keep(tx: Transaction, place_id: str, *, read_version: int, **changed: Any) -> None:
    own = places.c.id == place_id, places.c.version == read_version
    if not tx.update(places, *own, **changed, version=read_version + 1):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
