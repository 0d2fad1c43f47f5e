from collections.abc import Sequence
from typing import Any

from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.places import require_listed
from services.scheduling.domain.organisation import Customs, merged, read_customs
from services.scheduling.store import hours
from services.scheduling.store import organisation as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid

Shown = dict[str, Any]
SAME = "From a place to itself is no way."
TWICE = "These two places are there twice."


def customs_of(rx: Reading) -> Customs:
    return read_customs(store.settings_of(rx)[0])


def customs_seen(rx: Reading) -> Shown:
    said, version = store.settings_of(rx)
    return vars(read_customs(said)) | {"version": version}


def change_customs(tx: Transaction, *, change: Shown, read_version: int) -> Shown:
    """Sessions already agreed stay as they are; what is booked from now on follows."""
    if "ways" in change:
        _require_ways(tx, change["ways"] or [])
        mark_bookable(tx, hours.everybody(tx))
    known, _ = store.settings_of(tx)
    store.keep_settings(tx, merged(known, change), read_version=read_version)
    tx.audit("change_organisation")
    return customs_seen(tx)


def _require_ways(rx: Reading, ways: Sequence[Shown]) -> None:
    """Between two places of ours, and each once. Those that closed may stand: they may open again."""
    named = {f"ways.{at}.place_ids.{end}": id for at, way in enumerate(ways) for end, id in enumerate(way["place_ids"])}
    require_listed(rx, named, agreed=named.values())
    pairs = [frozenset(way["place_ids"]) for way in ways]
    same = {f"ways.{at}.place_ids": [SAME] for at, pair in enumerate(pairs) if len(pair) == 1}
    twice = {f"ways.{at}.place_ids": [TWICE] for at, pair in enumerate(pairs) if pair in pairs[:at]}
    if wrong := same | twice:
        raise Invalid("Some fields need another look.", errors=wrong)
