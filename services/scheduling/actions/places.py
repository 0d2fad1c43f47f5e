"""Where people meet: each place has the name staff say, and one that may stand on a lock screen."""

from typing import Any

from services.scheduling.store import places as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id

Shown = dict[str, Any]


def add_place(tx: Transaction, *, name: str, discreet_name: str) -> Shown:
    id = new_id()
    store.add(tx, id=id, name=name, discreet_name=discreet_name, open=True)
    return place_seen(tx, id)


def change_place(tx: Transaction, place_id: str, *, change: Shown, read_version: int) -> Shown:
    """A place that closed keeps its names: sessions that took place there took place there."""
    place_seen(tx, place_id)
    store.keep(tx, place_id, read_version=read_version, **change)
    return place_seen(tx, place_id)


def place_seen(rx: Reading, place_id: str) -> Shown:
    row = store.find(rx, place_id)
    if row is None:
        raise NotFound("We have no such place.")
    return _show(rx, dict(row))


def places_seen(rx: Reading) -> list[Shown]:
    return [_show(rx, dict(row)) for row in store.everywhere(rx)]


def _show(rx: Reading, row: Shown) -> Shown:
    """A member is told the discreet name and no other: their screen may be somebody else's as well."""
    return row | ({"name": row["discreet_name"]} if rx.actor.role == "member" else {})
