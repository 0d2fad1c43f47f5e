"""Says which starts of a coach can be booked, whenever that may have changed. Once per transaction and coach."""

from collections.abc import Iterable
from datetime import timedelta

from services.scheduling.actions.diaries import diary_of
from services.scheduling.domain.bitmap import DAYS, bookable_starts
from services.scheduling.domain.hours import Rules
from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.openings import Diary
from services.scheduling.domain.wallclock import DAY
from services.scheduling.store import hours
from services.scheduling.store.engagements import alone_with
from shared.db.transaction import Transaction

NIGHTLY = timedelta(hours=24)
BATCH = 100


def tell_bookable(tx: Transaction, people: Iterable[str]) -> None:
    """Counted first: whoever changes the same coach's time waits here, and then sees what we have done."""
    for person in sorted(set(people)):
        version = hours.count_telling(tx, person)
        if version is not None:
            _tell(tx, person, version)


def roll_bookable(tx: Transaction) -> int:
    """Each day the four weeks begin a day later."""
    old = hours.last_told_by(tx, tx.now - NIGHTLY, limit=BATCH)
    alone_with(tx, old)
    tell_bookable(tx, old)
    return len(old)


def _tell(tx: Transaction, coach_id: str, version: int) -> None:
    now = seconds(tx.now)
    diary = diary_of(tx, coach_id, first=now - DAY, last=now + (DAYS + 1) * DAY)
    rules = diary.hours.rules if diary else Rules()
    begin, starts = bookable_starts(diary or Diary.closed(), now=now)
    data = {"coach_id": coach_id, "from_": instant(begin), "minutes": rules.minutes, "starts": starts}
    data |= {"min_notice_minutes": rules.min_notice_minutes}
    tx.emit("availability.changed", subject=coach_id, key=coach_id, version=version, data=data)
