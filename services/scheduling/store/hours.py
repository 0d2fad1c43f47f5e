from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.scheduling.store.tables import busy_times, hours
from shared.db.columns import Instant
from shared.db.questions import Among
from shared.db.reading import Reading, Row, prepared
from shared.db.transaction import Transaction

BUSY = prepared(
    sa.select(busy_times.c.coach_id, busy_times.c.floating, busy_times.c.starts_at, busy_times.c.ends_at).where(
        Among(busy_times.c.coach_id, "coaches"),
        busy_times.c.ends_at > sa.bindparam("after", type_=Instant),
        busy_times.c.starts_at < sa.bindparam("before", type_=Instant),
    )
)

SAID = prepared(
    sa.select(hours.c.coach_id, sa.cast(hours.c.document, sa.Text)).where(Among(hours.c.coach_id, "coaches"))
)


def find(rx: Reading, coach_id: str) -> Row | None:
    return rx.row(hours, hours.c.coach_id == coach_id)


def of_coaches(rx: Reading, coach_ids: Sequence[str]) -> Sequence[Row]:
    return rx.rows(hours, hours.c.coach_id.in_(coach_ids))


def said_by(rx: Reading, coach_ids: Sequence[str]) -> dict[str, str]:
    """As it is written: who reads the same words again knows already what they mean."""
    return {coach_id: text for coach_id, text in rx.ask(SAID, coaches=coach_ids)}


def keep(tx: Transaction, coach_id: str, document: dict[str, Any]) -> Row:
    known = find(tx, coach_id)
    kept = {"coach_id": coach_id, "document": document, "version": known["version"] + 1 if known else 1}
    if known is None:
        tx.insert(hours, **kept, told_version=0, told_at=None)
    else:
        tx.update(hours, hours.c.coach_id == coach_id, document=document, version=kept["version"])
    return kept


def count_telling(tx: Transaction, coach_id: str, *, version: int) -> bool:
    """Whether `version` is the next of this coach's: of two who have worked out the same one, one says it."""
    own = hours.c.coach_id == coach_id, hours.c.told_version == version - 1
    return bool(tx.update(hours, *own, told_version=version, told_at=tx.now))


def last_told_by(rx: Reading, instant: datetime, *, limit: int) -> list[str]:
    old = sa.or_(hours.c.told_at.is_(None), hours.c.told_at <= instant)
    return [row["coach_id"] for row in rx.rows(hours, old, order_by=[hours.c.coach_id], limit=limit)]


def everybody(rx: Reading) -> list[str]:
    return [row["coach_id"] for row in rx.rows(hours, order_by=[hours.c.coach_id])]


def who_may_be_asked(rx: Reading) -> list[str]:
    """Those who said that first conversations may be booked into their hours."""
    rows = rx.rows(hours, order_by=[hours.c.coach_id])
    return [row["coach_id"] for row in rows if row["document"].get("rules", {}).get("welcome_per_week")]


def who_meets_at(rx: Reading, place_id: str) -> list[str]:
    """Whose weeks name it, and whose single days that are not over everywhere."""
    yesterday = (rx.now - timedelta(days=1)).date().isoformat()
    rows = rx.rows(hours, order_by=[hours.c.coach_id])
    return [row["coach_id"] for row in rows if place_id in _places_of(row["document"], yesterday)]


def with_place(document: dict[str, Any], place_id: str, *, instead: str) -> dict[str, Any]:
    """The same hours, where `instead` stands for the one place."""
    days = [day | {"windows": _elsewhere(day["windows"], place_id, instead)} for day in document.get("exceptions", ())]
    return document | {"weekly": _elsewhere(document.get("weekly", ()), place_id, instead), "exceptions": days}


def _elsewhere(windows: Iterable[dict[str, Any]], place_id: str, instead: str) -> list[dict[str, Any]]:
    return [each | {"place_id": instead} if each.get("place_id") == place_id else each for each in windows]


def _places_of(document: dict[str, Any], since: str) -> set[str | None]:
    days = [day["windows"] for day in document.get("exceptions", ()) if day["date"] >= since]
    return {window.get("place_id") for day in [document.get("weekly", ()), *days] for window in day}


def busy(rx: Reading, coach_ids: Sequence[str], first: datetime, last: datetime) -> Sequence[Row]:
    return rx.ask_rows(BUSY, coaches=coach_ids, after=first, before=last)
