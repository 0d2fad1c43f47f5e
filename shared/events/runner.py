"""A service's worker: hears, tells, keeps time. One thread a part; a part that stumbles waits and goes on."""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

import structlog
from sqlalchemy.exc import DBAPIError

from shared.bus.port import Bus, BusUnavailable
from shared.db.desk import Desk
from shared.db.engine import empty_the_wal
from shared.db.heartbeat import beat
from shared.events.consumer import Consumer, Handler, TooManyDeadLetters, prune_inbox
from shared.events.only_one import SomebodyElse, only_one
from shared.events.relay import group_of, prune_answers, prune_outbox, relay, topic_of
from shared.events.sealer import EVERY_SECONDS, seal_audit
from shared.events.timers import Timer, Watch
from shared.kernel.errors import Busy
from shared.kernel.whereabouts import whereabouts

log = structlog.get_logger()

# Right after something was done, more is likely; the longer there is nothing, the more seldom we ask: a small machine
# would be busy with asking alone.
IDLE_SECONDS, QUIET_SECONDS, MORE_SELDOM = 0.02, 0.2, 1.25
POLL_SECONDS = 0.5
BEAT_SECONDS = 5.0
HOUSEKEEPING_SECONDS = 3600.0
TRANSIENT = (Busy, BusUnavailable, SomebodyElse, DBAPIError)
Turn = Callable[[], int]


@dataclass(frozen=True)
class Work:
    """What one service does besides answering: whom it hears, what the clock sets off, what it keeps doing."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    topics: Sequence[str] = ()
    timers: Sequence[Timer] = ()
    loops: Mapping[str, Callable[[Desk], int]] = field(default_factory=dict)


class Worker:
    def __init__(self, desk: Desk, bus: Bus, work: Work) -> None:
        self.desk, self.bus, self.work = desk, bus, work
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until `stopping` is set: every part in its own thread."""
        threads = [threading.Thread(target=part, name=name) for name, part in self._parts().items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _parts(self) -> dict[str, Callable[[], None]]:
        parts: dict[str, Callable[[], None]] = {
            "relay": self._relay,
            "timers": self._timers,
            "housekeeping": self._housekeeping,
            "sealer": self._seal,
        }
        if self.work.handlers:
            parts["consumer"] = self._consume
        for name, loop in self.work.loops.items():
            parts[name] = partial(self._keep_at, name, partial(loop, self.desk))
        return {name: partial(self._carry_on, name, part) for name, part in parts.items()}

    def _relay(self) -> None:
        with only_one(self.desk, "relay") as still_mine:
            self._keep_at("relay", lambda: relay(self.desk, self.bus) if still_mine() else _lost())

    def _timers(self) -> None:
        with only_one(self.desk, "timers") as still_mine:
            watch = Watch(self.desk, self.work.timers)
            self._keep_at("timers", lambda: watch.turn() if still_mine() else _lost())

    def _housekeeping(self) -> None:
        with only_one(self.desk, "housekeeping"):
            while not self.stopping.is_set():
                for prune in (prune_outbox, prune_answers, prune_inbox):
                    prune(self.desk)
                empty_the_wal(self.desk.engine)
                beat(self.desk, "housekeeping")
                self.stopping.wait(HOUSEKEEPING_SECONDS)

    def _seal(self) -> None:
        with only_one(self.desk, "sealer") as still_mine:
            while not self.stopping.is_set():
                _ = still_mine() or _lost()
                seal_audit(self.desk)
                beat(self.desk, "sealer")
                self.stopping.wait(EVERY_SECONDS)

    def _consume(self) -> None:
        consumer = Consumer(self.desk, self.work.handlers)
        topics = [topic_of(self.desk, speaker) for speaker in self.work.topics]
        subscription = self.bus.subscribe(group_of(self.desk), topics)
        try:
            self._keep_at("consumer", lambda: sum(consumer.turn(subscription, timeout_seconds=POLL_SECONDS).values()))
        finally:
            subscription.close()

    def _keep_at(self, name: str, turn: Turn) -> None:
        last, idle = 0.0, IDLE_SECONDS
        while not self.stopping.is_set():
            done = turn()
            if monotonic() - last > BEAT_SECONDS:
                beat(self.desk, name)
                last = monotonic()
            idle = IDLE_SECONDS if done else min(idle * MORE_SELDOM, QUIET_SECONDS)
            if not done:
                self.stopping.wait(idle)

    def _carry_on(self, name: str, part: Callable[[], None]) -> None:
        """A database or a bus that is away comes back; a bug is logged and met again, ever more slowly."""
        tries = 0
        while not self.stopping.is_set():
            began = monotonic()
            try:
                part()
            except TooManyDeadLetters:
                log.error("worker.consumer_stopped", why="too many dead letters")
                return self._say(name, "stopped: too many dead letters")
            except TRANSIENT as error:
                log.warning("worker.waiting", part=name, why=type(error).__name__)
            except Exception as error:
                log.error("worker.stumbled", part=name, why=type(error).__name__, where=whereabouts(error))
            tries = 0 if monotonic() - began > BEAT_SECONDS else tries + 1
            self.stopping.wait(min(5.0, 0.1 * 2 ** min(tries, 6)) * random.uniform(0.5, 1.0))
        return None

    def _say(self, name: str, state: str) -> None:
        beat(self.desk, name, state)


def _lost() -> int:
    raise SomebodyElse("the lock is gone")
