"""Says which starts of a coach can be booked, whenever that may have changed.

Whoever changes something leaves a mark in the same transaction and goes on. The worker tells within a moment, several
changes at once where they come close together. A mark goes only with its telling, so nothing is lost in between.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from services.scheduling.actions.diaries import diaries_of
from services.scheduling.domain.bitmap import DAYS, bookable_starts
from services.scheduling.domain.hours import Rules
from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.openings import Diary
from services.scheduling.domain.wallclock import DAY
from services.scheduling.store import heard, hours, to_tell
from shared.db.desk import Desk
from shared.db.reading import Reading
from shared.db.transaction import Transaction, reading, transaction
from shared.kernel.actor import Actor

NIGHTLY = timedelta(hours=24)
BATCH = 100
AT_ONCE = 10


def mark_bookable(tx: Transaction, people: Iterable[str]) -> None:
    """Who is no coach may be among them."""
    to_tell.mark(tx, people)


def roll_bookable(tx: Transaction) -> int:
    """Each day the four weeks begin a day later."""
    waiting = to_tell.waiting(tx, most_coaches=BATCH)
    old = [coach for coach in hours.last_told_by(tx, tx.now - NIGHTLY, limit=BATCH) if coach not in waiting]
    to_tell.mark(tx, old)
    return len(old)


def tell_openings(desk: Desk) -> int:
    """How many coaches were told of, or found to have nothing to tell."""
    waiting = to_tell.organisations_waiting(desk)
    return sum(_tell_some(desk, Actor(desk.name, "service", organisation)) for organisation in waiting)


def _tell_some(desk: Desk, us: Actor) -> int:
    """Worked out while others write. Whoever wrote meanwhile left a mark that is not among these."""
    with reading(desk, us) as rx:
        marks = to_tell.waiting(rx, most_coaches=AT_ONCE)
        told = _as_it_stands(rx, list(marks))
    with transaction(desk, us) as tx:
        done = [marks[coach_id] for coach_id in marks if coach_id not in told or _tell(tx, *told[coach_id])]
        to_tell.forget(tx, [mark for each in done for mark in each])
    return len(marks)


def _as_it_stands(rx: Reading, coach_ids: list[str]) -> dict[str, tuple[int, dict[str, Any]]]:
    """The next version and what it says, of those who have hours."""
    versions = {row["coach_id"]: row["told_version"] + 1 for row in hours.of_coaches(rx, coach_ids)}
    gone, now = heard.gone(rx, coach_ids), seconds(rx.now)
    diaries = diaries_of(rx, list(versions), first=now - DAY, last=now + (DAYS + 1) * DAY)
    return {
        coach_id: (version, _bookable(coach_id, None if coach_id in gone else diaries[coach_id], now))
        for coach_id, version in versions.items()
    }


def _bookable(coach_id: str, diary: Diary | None, now: int) -> dict[str, Any]:
    rules = diary.hours.rules if diary else Rules()
    begin, starts = bookable_starts(diary or Diary.closed(), now=now)
    data = {"coach_id": coach_id, "from_": instant(begin), "minutes": rules.minutes, "starts": starts}
    return data | {"min_notice_minutes": rules.min_notice_minutes}


def _tell(tx: Transaction, version: int, data: dict[str, Any]) -> bool:
    """Not if somebody has told meanwhile: then the marks stay, and it is worked out again."""
    coach_id = data["coach_id"]
    if not hours.count_telling(tx, coach_id, version=version):
        return False
    tx.emit("availability.changed", subject=coach_id, key=coach_id, version=version, data=data)
    return True
