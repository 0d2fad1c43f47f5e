"""Coaches as the columns need them: only who changed, many at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from services.matching.domain.openings import Openings
from services.matching.store import availability, matches
from services.matching.store.people import CHUNK, PLACE
from services.matching.store.tables import availability as told
from services.matching.store.tables import people

NEEDED = [people.c[name] for name in ("id", "state", "accepting", "capacity", "language", "sealed")]


def changed_since(rx, change: int) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], float, Openings | None]]:
    """Each with what they said, the load they carry and their hours, as the database knows them now."""
    rows = rx.query(sa.select(*NEEDED).where(people.c.change > change, people.c.is_coach))
    ids = [row["id"] for row in rows]
    loads, openings = _loads(rx, ids), _openings(rx, ids)
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        rx.keys_for([row["id"] for row in some])
        for row in some:
            document = rx.unseal(row["id"], row["sealed"], place=PLACE, row=row["id"]) or {}
            yield row, document, loads.get(row["id"], 0.0), openings.get(row["id"])


def _loads(rx, ids: Sequence[str]) -> dict[str, float]:
    """Of few by their ids, of many by asking for all."""
    return matches.loads_of(rx, ids) if len(ids) <= CHUNK else _all_loads(rx)


def _all_loads(rx) -> dict[str, float]:
    pairs = matches.matches.c
    total = sa.select(pairs.coach_id, sa.func.sum(pairs.weight).label("load")).where(matches.GOING)
    return {row["coach_id"]: float(row["load"]) for row in rx.query(total.group_by(pairs.coach_id))}


def _openings(rx, ids: Sequence[str]) -> dict[str, Openings]:
    if len(ids) <= CHUNK:
        return availability.openings_of(rx, ids)
    return {row["coach_id"]: availability.opening_of(row) for row in rx.rows(told)}
