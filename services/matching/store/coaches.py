"""Coaches as the columns need them: only who changed, many at a time."""

from binascii import a2b_base64
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import sqlalchemy as sa

from services.matching.store import matches
from services.matching.store.people import PLACE
from services.matching.store.tables import availability, people
from shared.db.common import person_keys
from shared.db.reading import prepared

CHUNK = 1000
S = TypeVar("S")
SAID = ("id", "state", "accepting", "capacity", "language", "sealed")
TOLD = ("from_at", "starts", "min_notice_minutes")
OF_THEM = people.outerjoin(
    person_keys, sa.and_(person_keys.c.person_id == people.c.id, person_keys.c.organisation == people.c.organisation)
).outerjoin(
    availability, sa.and_(availability.c.coach_id == people.c.id, availability.c.organisation == people.c.organisation)
)
READ = [*(people.c[name] for name in SAID), person_keys.c.wrapped, *(availability.c[name] for name in TOLD)]
CHANGED = prepared(
    sa.select(*READ).select_from(OF_THEM).where(people.c.change > sa.bindparam("since"), people.c.is_coach)
)


class Changed(NamedTuple, Generic[S]):
    """`said` is what is sealed, `told` their hours: from when, the bits, the notice."""

    id: str
    state: str
    accepting: bool
    capacity: float
    language: str
    said: S | None
    load: float
    told: tuple[datetime, bytes, int] | None


def changed_since(rx, change: int, *, read: Callable[[bytes], S]) -> Iterator[Changed[S]]:
    """As the database knows them now; from a change below 0 on, everybody. `read` is given what is sealed."""
    everybody = _all_loads(rx) if change < 0 else None
    for some in rx.ask_in_parts(CHANGED, size=CHUNK, since=change):
        loads = matches.loads_of(rx, [row[0] for row in some]) if everybody is None else everybody
        opened = rx.desk.sealer.open_each(((row[0], row[6], row[5]) for row in some), place=PLACE, read=read)
        for row, said in zip(some, opened, strict=True):
            id, state, accepting, capacity, language, _, _, at, starts, notice = row
            told = (at, a2b_base64(starts), notice) if starts else None
            yield Changed(id, state, accepting, capacity, language, said, loads.get(id, 0.0), told)


def _all_loads(rx) -> dict[str, float]:
    pairs = matches.matches.c
    total = sa.select(pairs.coach_id, sa.func.sum(pairs.weight).label("load")).where(matches.GOING)
    return {row["coach_id"]: float(row["load"]) for row in rx.query(total.group_by(pairs.coach_id))}
