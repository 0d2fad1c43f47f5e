"""When a coach can meet: said by the coach, or by staff for them."""

from collections.abc import Iterator
from typing import Any

from services.scheduling.actions.access import own_coach
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.places import require_listed
from services.scheduling.actions.time_off import tell_time_off
from services.scheduling.domain.hours import Rules, read_hours, refuse_two_places_over_midnight
from services.scheduling.store import heard
from services.scheduling.store import hours as store
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import NotFound

Shown = dict[str, Any]
EMPTY: Shown = {"weekly": [], "exceptions": [], "time_off": [], "travel": [], "rules": {}}


def set_hours(tx: Transaction, coach_id: str, document: Shown) -> Shown:
    """Hours put again take the place of those before. Sessions already agreed stand."""
    own_coach(tx, coach_id)
    refuse_two_places_over_midnight(read_hours(document))
    alone_with(tx, [coach_id])
    before = store.find(tx, coach_id)
    agreed = [place for _, place in _places(before["document"])] if before else []
    require_listed(tx, dict(_places(document)), agreed=agreed)
    kept = store.keep(tx, coach_id, document)
    tell_time_off(tx, kept, before=before["document"] if before else None)
    mark_bookable(tx, [coach_id])
    return hours_of(tx, coach_id)


def hours_of(rx: Reading, coach_id: str) -> Shown:
    """A coach we know and whose hours nobody has set yet has none."""
    own_coach(rx, coach_id)
    row = store.find(rx, coach_id)
    if row:
        return _shown(coach_id, row["document"], row["version"])
    person = heard.person(rx, coach_id)
    if not heard.is_known(rx, coach_id):
        raise NotFound("We have no such coach.")
    return _shown(coach_id, {"time_zone": person.time_zone if person else "UTC"}, 0)


def _places(document: Shown) -> Iterator[tuple[str, str | None]]:
    """Each window's place, by the field that names it."""
    for at, window in enumerate(document.get("weekly", ())):
        yield f"weekly.{at}.place_id", window.get("place_id")
    for at, exception in enumerate(document.get("exceptions", ())):
        for which, window in enumerate(exception.get("windows", ())):
            yield f"exceptions.{at}.windows.{which}.place_id", window.get("place_id")


def _shown(coach_id: str, document: Shown, version: int) -> Shown:
    rules = vars(Rules(**document.get("rules", {})))
    return EMPTY | document | {"coach_id": coach_id, "rules": rules, "version": version}
