from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

import sqlalchemy as sa

from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.questions import Question
from shared.db.transaction import Transaction, transaction
from shared.kernel.actor import Actor

TEST_CLOCK_SECONDS = 1.0  # while it stands still: something may have happened that is due already
EACH = Question(sa.select(organisations.c.organisation))


@dataclass(frozen=True)
class Timer:
    """What the clock sets off: looked at every so many real seconds, one transaction an organisation.

    `do` finds what is due by business time (`tx.now`), does a bounded piece of it and returns how much.
    """

    name: str
    every_seconds: float
    do: Callable[[Transaction], int]


class Watch:
    """When each timer of a service is looked at next, in real time; at once where a test's clock has moved."""

    def __init__(self, desk: Desk, timers: Sequence[Timer]) -> None:
        self.desk, self.timers = desk, timers
        self._next: dict[str, float] = {}
        self._read: datetime | None = None

    def turn(self) -> int:
        """Run what is due. Answers how much was done."""
        if self.desk.settings.clock and self._read != (now := self.desk.clock.now()):
            self._read, self._next = now, {}
        due = [timer for timer in self.timers if self._next.get(timer.name, 0.0) <= monotonic()]
        done = 0
        for timer in due:
            done += run_timer(self.desk, timer)
            self._next[timer.name] = monotonic() + self._pace(timer)
        return done

    def _pace(self, timer: Timer) -> float:
        return min(timer.every_seconds, TEST_CLOCK_SECONDS) if self.desk.settings.clock else timer.every_seconds


def run_timer(desk: Desk, timer: Timer) -> int:
    return sum(_once(desk, timer, organisation) for organisation in _organisations(desk))


def _once(desk: Desk, timer: Timer, organisation: str) -> int:
    actor = Actor(person=desk.name, role="service", organisation=organisation)
    with transaction(desk, actor) as tx:
        return timer.do(tx) or 0


def _organisations(desk: Desk) -> list[str]:
    with for_reading(desk.engine) as connection:
        return [organisation for (organisation,) in EACH.tuples_on(connection, {})]
