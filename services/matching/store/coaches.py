"""Coaches as the columns need them: only who changed, many at a time."""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.matching.store import matches
from services.matching.store.people import PLACE
from services.matching.store.tables import availability, people

CHUNK = 1000
NEEDED = [people.c[name] for name in ("id", "state", "accepting", "capacity", "language", "sealed")]
TOLD = [availability.c[name] for name in ("coach_id", "from_at", "starts", "min_notice_minutes")]


class Changed(NamedTuple):
    """`person` is what is not sealed, `document` what is, `told` their hours: from when, the bits, the notice."""

    person: Mapping[str, Any]
    document: Mapping[str, Any]
    load: float
    told: tuple[Any, bytes, int] | None


def changed_since(rx, change: int) -> Iterator[Changed]:
    """As the database knows them now."""
    rows = rx.query(sa.select(*NEEDED).where(people.c.change > change, people.c.is_coach))
    ids = [row["id"] for row in rows]
    loads = matches.loads_of(rx, ids) if len(ids) <= CHUNK else _all_loads(rx)
    for start in range(0, len(rows), CHUNK):
        some, theirs = rows[start : start + CHUNK], ids[start : start + CHUNK]
        told = _told(rx, theirs)
        rx.keys_for(theirs)
        for row in some:
            id = row["id"]
            document = rx.unseal(id, row["sealed"], place=PLACE, row=id) or {}
            yield Changed(row, document, loads.get(id, 0.0), told.get(id))


def _told(rx, ids: Sequence[str]) -> dict[str, tuple[Any, bytes, int]]:
    rows = rx.query(sa.select(*TOLD).where(availability.c.coach_id.in_(ids)))
    return {row["coach_id"]: (row["from_at"], b64decode(row["starts"]), row["min_notice_minutes"]) for row in rows}


def _all_loads(rx) -> dict[str, float]:
    pairs = matches.matches.c
    total = sa.select(pairs.coach_id, sa.func.sum(pairs.weight).label("load")).where(matches.GOING)
    return {row["coach_id"]: float(row["load"]) for row in rx.query(total.group_by(pairs.coach_id))}
