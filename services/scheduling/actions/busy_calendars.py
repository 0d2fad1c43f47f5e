"""Calendars that block time: sent to us, or read again and again from an address. Only times are kept.

Of a coach; or, without one, of the organisation itself for the days on which it is closed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import own_coach
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.calendar_file import READ_AHEAD, read_busy
from services.scheduling.actions.fetching import WORDS, NoCalendar, fetch
from services.scheduling.domain.busy import BusyTime
from services.scheduling.store import busy_calendars as store
from services.scheduling.store import heard, hours
from services.scheduling.store.engagements import alone_with
from shared.db.desk import Desk
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction, reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Invalid, NotFound

Shown = dict[str, Any]
AGAIN = timedelta(minutes=30)
BATCH = 5


def may_keep_calendar(rx: Reading, coach_id: str | None) -> datetime:
    """Asked before a file is read or fetched, which takes time: when it is now, for those who may."""
    _whose(rx, coach_id)
    return rx.now


def read_address(desk: Desk, url: str) -> list[BusyTime]:
    """Asked while somebody waits: what cannot be read is refused in words, and nothing is kept."""
    try:
        return _read(desk, url)
    except NoCalendar as trouble:
        raise Invalid(str(trouble), code=trouble.code, errors={"url": [str(trouble)]}) from None


def keep_calendar(
    tx: Transaction, coach_id: str | None, name: str, times: list[BusyTime], *, url: str | None = None
) -> Shown:
    """A calendar put again under its name takes the place of the one before, and so does its address."""
    whose = _whose(tx, coach_id)
    if url and whose in heard.gone(tx, [whose]):
        raise Conflict("This person is no longer here.", code="gone")
    _keep(tx, whose, name, times)
    store.subscribe(tx, whose, name, url=url, again_at=tx.now + AGAIN if url else None)
    return _shown_of(tx, whose, name)


def calendars_seen(rx: Reading, coach_id: str | None) -> list[Shown]:
    whose = _whose(rx, coach_id)
    many = store.counted(rx, whose)
    return [_show(row, many.get(row["name"], 0)) for row in store.of(rx, whose)]


def forget_calendar(tx: Transaction, coach_id: str | None, name: str) -> None:
    whose = _whose(tx, coach_id)
    alone_with(tx, [whose])
    if not store.forget(tx, whose, name):
        raise NotFound("There is no such calendar.")
    _mark(tx, whose)


def read_again(desk: Desk) -> int:
    """What is subscribed and due. An address that fails keeps what was read last, and says so."""
    waiting = store.organisations_with_due(desk)
    return sum(_read_some(desk, Actor(desk.name, "service", organisation)) for organisation in waiting)


def _read_some(desk: Desk, us: Actor) -> int:
    with reading(desk, us) as rx:
        due = [(row, store.address_of(rx, row)) for row in store.due(rx, limit=BATCH)]
    for row, url in due:
        settle = _outcome(desk, row, url)
        with transaction(desk, us) as tx:
            settle(tx)
    return len(due)


def _outcome(desk: Desk, row: Row, url: str | None) -> Callable[[Transaction], None]:
    """Fetched outside any transaction: somebody else's machine takes as long as it likes."""
    if url is None:
        return lambda tx: store.subscribe(tx, row["coach_id"], row["name"], url=None, again_at=None)
    try:
        times = _read(desk, url)
    except NoCalendar as trouble:
        code = trouble.code
        return lambda tx: store.note_trouble(tx, row, code=code, again_at=tx.now + AGAIN)
    return lambda tx: _keep_if_still_there(tx, row, times)


def _keep_if_still_there(tx: Transaction, row: Row, times: list[BusyTime]) -> None:
    """It may have been taken away, or put anew, while it was fetched."""
    now = store.find(tx, row["coach_id"], row["name"])
    if now and now["url"] == row["url"]:
        _keep(tx, row["coach_id"], row["name"], times)
        store.look_again(tx, row["coach_id"], row["name"], at=tx.now + AGAIN)


def _read(desk: Desk, url: str) -> list[BusyTime]:
    file = fetch(url, loopback=desk.settings.calendars_from_loopback)
    try:
        return read_busy(file, now=desk.clock.now())
    except Invalid:
        raise NoCalendar("not_a_calendar") from None


def _keep(tx: Transaction, whose: str, name: str, times: list[BusyTime]) -> None:
    alone_with(tx, [whose])
    store.keep(tx, whose, name, until=tx.now + READ_AHEAD, times=[vars(time) for time in times])
    _mark(tx, whose)


def _mark(tx: Transaction, whose: str) -> None:
    mark_bookable(tx, hours.everybody(tx) if whose == tx.actor.organisation else [whose])


def _whose(rx: Reading, coach_id: str | None) -> str:
    """Without a coach it is the organisation: the doors to that say who may enter."""
    if coach_id is None:
        return rx.actor.organisation
    own_coach(rx, coach_id)
    if coach_id == rx.actor.organisation:
        raise NotFound("We have no such coach.")
    return coach_id


def _shown_of(rx: Reading, whose: str, name: str) -> Shown:
    row = store.find(rx, whose, name)
    assert row is not None
    return _show(row, store.counted(rx, whose).get(name, 0))


def _show(row: Row, many: int) -> Shown:
    """The address is not shown again."""
    told = {"coach_id": row["coach_id"], "name": row["name"], "busy_times": many, "subscribed": row["url"] is not None}
    told |= {each: row[each] for each in ("read_at", "read_until", "trouble", "trouble_since")}
    return told | {"trouble_in_words": WORDS.get(row["trouble"] or "")}
