"""Who can talk now, or today."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from services.scheduling.actions.diaries import diaries_of
from services.scheduling.domain.hours import Hours
from services.scheduling.domain.instants import instant, seconds, seconds_up
from services.scheduling.domain.on_call import SHORTEST, is_on_call, read_on_call, welcoming, welcoming_by_permission
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.domain.wallclock import DAY
from services.scheduling.domain.windows import windows_between
from services.scheduling.store import heard, hours, sessions
from services.scheduling.store import on_call as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction

Shown = dict[str, Any]
NOBODY = {"time_zone": "UTC", "weekly": [], "exceptions": []}
TODAY = timedelta(hours=24)
WEEK = 8 * DAY  # whole, on any clock


def set_on_call(tx: Transaction, document: Shown) -> Shown:
    """The whole list. Who is on it has hours of their own, be they empty: their time is kept there."""
    tx.queue_for(f"on call {tx.actor.organisation}")
    listed = read_on_call(document)
    store.keep(tx, document)
    for coach_id in listed:
        if hours.find(tx, coach_id) is None:
            hours.keep(tx, coach_id, {"time_zone": document["time_zone"]})
    return on_call_seen(tx)


def on_call_seen(rx: Reading) -> Shown:
    """The list, and who of it can talk in the next 24 hours, soonest first."""
    row = store.find(rx)
    first, last = seconds_up(rx.now), seconds(rx.now + TODAY)
    diaries = welcome_diaries(rx, first=first, last=last)
    items = [_show(rx, coach_id, diary, first, last) for coach_id, diary in diaries.items()]
    soon = sorted((each for each in items if each["stretches"]), key=lambda each: each["stretches"][0]["starts_at"])
    return NOBODY | (row["document"] if row else {}) | {"version": row["version"] if row else 0, "items": soon}


def welcome_diaries(
    rx: Reading, *, first: int, last: int, member_id: str | None = None, kept_apart: Collection[str] = ()
) -> dict[str, Diary]:
    """The diaries of all on call who are still with us, as they are for a first conversation."""
    listed = {id: own for id, own in listed_on_call(rx).items() if id != member_id and id not in kept_apart}
    known = diaries_of(rx, list(listed), first=first, last=last, member_id=member_id, closures=False)
    return {id: welcoming(known[id], own, first, last) for id, own in listed.items() if id in known}


def permitted_diaries(
    rx: Reading,
    *,
    first: int,
    last: int,
    member_id: str | None = None,
    kept_apart: Collection[str] = (),
    without: str | None = None,
) -> dict[str, Diary]:
    """The own hours of those who said that first conversations may be booked there. Days on which the organisation is
    closed are closed here."""
    willing = [id for id in may_be_asked(rx) if id != member_id and id not in kept_apart]
    known = diaries_of(rx, willing, first=first, last=last, member_id=member_id)
    weeks = instant(first - WEEK), instant(last + WEEK)
    welcomed = sessions.welcomes_of(rx, list(known), *weeks, without=without)
    return {id: welcoming_by_permission(known[id], [seconds(at) for at in welcomed[id]]) for id in known}


def may_be_asked(rx: Reading) -> list[str]:
    willing = hours.who_may_be_asked(rx)
    gone = heard.gone(rx, willing)
    return [id for id in willing if id not in gone]


def listed_on_call(rx: Reading) -> dict[str, Hours]:
    row = store.find(rx)
    listed = read_on_call(row["document"]) if row else {}
    gone = heard.gone(rx, list(listed))
    return {id: own for id, own in listed.items() if id not in gone}


def on_call_now(rx: Reading, *, besides: str | None) -> str | None:
    """Whoever covers at this moment."""
    now = seconds(rx.now)
    return next((id for id, own in listed_on_call(rx).items() if id != besides and is_on_call(own, now)), None)


def _show(rx: Reading, coach_id: str, diary: Diary, first: int, last: int) -> Shown:
    spans = windows_between(diary.hours, first, last)
    free = next(openings(diary, minutes=SHORTEST, now=first, first=first, last=last), None)
    return {
        "coach_id": coach_id,
        "now": is_on_call(diary.hours, seconds(rx.now)),
        "first_opening": instant(free.start) if free else None,
        "stretches": [{"starts_at": instant(start), "ends_at": instant(end)} for start, end in spans],
    }
