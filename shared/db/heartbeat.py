from datetime import UTC, datetime
from typing import TypedDict

import sqlalchemy as sa

from shared.db.common import heartbeats
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.transaction import writing

NOBODY = ""


class Beat(TypedDict):
    state: str
    age_seconds: float


def beat(desk: Desk, part: str, state: str = "running") -> None:
    """Say that this part of the worker lives. Real time: a test clock that stands still must not make it look dead."""
    now = {"at": datetime.now(UTC), "state": state}
    with writing(desk) as connection:
        known = connection.execute(heartbeats.update().where(heartbeats.c.part == part).values(now))
        if not known.rowcount:
            connection.execute(heartbeats.insert().values(part=part, organisation=NOBODY, **now))


def beats(desk: Desk) -> dict[str, Beat]:
    """Each part's state, and the age of its last sign of life."""
    with for_reading(desk.engine) as connection:
        rows = connection.execute(sa.select(heartbeats)).mappings().all()
    now = datetime.now(UTC)
    return {row["part"]: Beat(state=row["state"], age_seconds=(now - row["at"]).total_seconds()) for row in rows}
