"""Coaches as the columns need them: only who changed, many at a time."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.matching.store import matches
from services.matching.store.people import PLACE
from services.matching.store.tables import availability, people
from shared.db.reading import prepared

CHUNK = 1000
SAID = ("id", "state", "accepting", "capacity", "language", "sealed")
TOLD = ("coach_id", "from_at", "starts", "min_notice_minutes")
_LATELY = (people.c.change > sa.bindparam("since"), people.c.is_coach)
_THESE = availability.c.coach_id.in_(sa.bindparam("ids", expanding=True))
CHANGED = prepared(sa.select(*(people.c[name] for name in SAID)).where(*_LATELY))
HOURS = prepared(sa.select(*(availability.c[name] for name in TOLD)).where(_THESE))


class Changed(NamedTuple):
    """`document` is what is sealed, `told` their hours: from when, the bits, the notice."""

    id: str
    state: str
    accepting: bool
    capacity: float
    language: str
    document: Mapping[str, Any]
    load: float
    told: tuple[datetime, bytes, int] | None


def changed_since(rx, change: int) -> Iterator[Changed]:
    """As the database knows them now."""
    rows = rx.ask(CHANGED, since=change)
    loads = matches.loads_of(rx, [row[0] for row in rows]) if len(rows) <= CHUNK else _all_loads(rx)
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        ids = [row[0] for row in some]
        told = {id: (at, b64decode(starts), notice) for id, at, starts, notice in rx.ask(HOURS, ids=ids)}
        rx.keys_for(ids)
        for id, *plain, sealed in some:
            document = rx.unseal(id, sealed, place=PLACE, row=id) or {}
            yield Changed(id, *plain, document, loads.get(id, 0.0), told.get(id))


def _all_loads(rx) -> dict[str, float]:
    pairs = matches.matches.c
    total = sa.select(pairs.coach_id, sa.func.sum(pairs.weight).label("load")).where(matches.GOING)
    return {row["coach_id"]: float(row["load"]) for row in rx.query(total.group_by(pairs.coach_id))}
