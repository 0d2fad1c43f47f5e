from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

import sqlalchemy as sa

from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.transaction import Transaction, transaction
from shared.kernel.actor import Actor

TEST_CLOCK_SECONDS = 0.2


@dataclass(frozen=True)
class Timer:
    """What the clock sets off: looked at every so many real seconds, one transaction an organisation.

    `do` finds what is due by business time (`tx.now`), does a bounded piece of it and returns how much.
    """

    name: str
    every_seconds: float
    do: Callable[[Transaction], int]


def run_timers(desk: Desk, timers: Sequence[Timer], due: dict[str, float]) -> int:
    """`due` remembers, per timer, when it is looked at next (monotonic seconds)."""
    done = 0
    for timer in timers:
        if due.get(timer.name, 0.0) <= monotonic():
            done += run_timer(desk, timer)
            due[timer.name] = monotonic() + _pace(desk, timer)
    return done


def run_timer(desk: Desk, timer: Timer) -> int:
    return sum(_once(desk, timer, organisation) for organisation in _organisations(desk))


def _once(desk: Desk, timer: Timer, organisation: str) -> int:
    actor = Actor(person=desk.name, role="service", organisation=organisation)
    with transaction(desk, actor) as tx:
        return timer.do(tx) or 0


def _pace(desk: Desk, timer: Timer) -> float:
    return min(timer.every_seconds, TEST_CLOCK_SECONDS) if desk.settings.clock else timer.every_seconds


def _organisations(desk: Desk) -> list[str]:
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation)).scalars())
