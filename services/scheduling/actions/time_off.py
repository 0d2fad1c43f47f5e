"""When a coach is off is told to others, who look after whoever writes to them meanwhile."""

from typing import Any

from services.scheduling.domain.hours import read_hours
from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.windows import time_off
from services.scheduling.store import hours
from shared.db.reading import Row
from shared.db.transaction import Transaction


def tell_time_off(tx: Transaction, row: Row, *, before: dict[str, Any] | None = None) -> int:
    """Once for what was said: nothing where it says what `before` said, and nothing of who never was off."""
    known, asked = before or {}, row["document"]
    if all(known.get(part, []) == asked.get(part, []) for part in ("time_off", "time_zone", "travel")):
        return 0
    if not (known.get("time_off") or asked.get("time_off")):
        return 0
    spans = time_off(read_hours(asked), seconds(tx.now))
    data = {"coach_id": row["coach_id"]}
    data |= {"starts_at": [instant(start) for start, _ in spans], "ends_at": [instant(end) for _, end in spans]}
    tx.emit("time_off.changed", subject=row["coach_id"], key=row["coach_id"], version=row["version"], data=data)
    return 1


def say_again(tx: Transaction) -> int:
    return sum(tell_time_off(tx, row) for row in hours.of_coaches(tx, hours.everybody(tx)))
