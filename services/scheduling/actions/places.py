"""Where people meet: each place has the name staff say, and one that may stand on a lock screen."""

from collections.abc import Collection, Mapping
from typing import Any

from services.scheduling.actions.showing import shown_ahead
from services.scheduling.store import hours, sessions
from services.scheduling.store import places as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.ids import new_id

Shown = dict[str, Any]
MOST = 200
UNKNOWN = "This place is not on the organisation's list of places."
CLOSED = "This place is closed. Please choose one that is open."


def add_place(tx: Transaction, *, name: str, discreet_name: str, way_there: str | None = None) -> Shown:
    id = new_id()
    store.add(tx, id=id, name=name, discreet_name=discreet_name, way_there=way_there, open=True)
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


def who_names_it(rx: Reading, place_id: str) -> Shown:
    """Closing takes nothing away: hours keep it and sessions stand, until somebody says where instead."""
    place_seen(rx, place_id)
    ahead = sessions.ahead_at(rx, place_id)
    shown = [shown_ahead(session) for session in ahead[:MOST]]
    return {"coach_ids": hours.who_meets_at(rx, place_id), "sessions_ahead": len(ahead), "sessions": shown}


def require_listed(rx: Reading, named: Mapping[str, str | None], *, agreed: Collection[str | None] = ()) -> None:
    """Each place, by the field that names it, is on the list; and it is open, or was `agreed` on before it closed."""
    places = {field: id for field, id in named.items() if id}
    is_open = {row["id"]: row["open"] for row in store.everywhere(rx)} if places else {}
    unknown = {field: [UNKNOWN] for field, id in places.items() if id not in is_open}
    closed = {field: [CLOSED] for field, id in places.items() if is_open.get(id) is False and id not in agreed}
    if wrong := unknown | closed:
        raise Invalid("Some fields need another look.", errors=wrong)


def _show(rx: Reading, row: Shown) -> Shown:
    """A member is told the discreet name and no other: their screen may be somebody else's as well."""
    return row | ({"name": row["discreet_name"]} if rx.actor.role == "member" else {})
