from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

import structlog

from shared.bus.port import Delivery, Subscription
from shared.contracts.envelope import Event, peek
from shared.contracts.registry import NotAnEvent
from shared.db.common import inbox
from shared.db.desk import Desk
from shared.db.transaction import Transaction, transaction, writing
from shared.events import parking
from shared.kernel.actor import Actor
from shared.kernel.errors import Busy

Handler = Callable[[Transaction, Event], Any]
log = structlog.get_logger()

TOGETHER = 25  # events a transaction: one wait for the disk, and a web request waits for us 25 effects at most
CONSECUTIVE = 20
LOOK_BACK = 200
RATIO = 0.5
KEPT = timedelta(days=35)  # longer than the bus keeps events: what can come again is remembered


class TooManyDeadLetters(Exception):
    """Something is wrong with us, not with an event: stop before the whole log is put aside."""


class Consumer:
    """Hear each event once, in one transaction with its effects. The bus is told only after they are kept."""

    def __init__(self, desk: Desk, handlers: Mapping[str, Handler]) -> None:
        self.desk, self.handlers = desk, handlers
        self.heard: Counter[str] = Counter()
        self._lately: deque[bool] = deque(maxlen=LOOK_BACK)
        self._in_a_row = 0

    def turn(self, subscription: Subscription, *, timeout_seconds: float, limit: int = 100) -> Counter[str]:
        before = self.heard.copy()
        self.try_again()
        if deliveries := subscription.poll(timeout_seconds=timeout_seconds, limit=limit):
            self.take(deliveries)
            subscription.commit(deliveries)
        return self.heard - before

    def take(self, deliveries: Sequence[Delivery]) -> None:
        """In a few transactions; where one stumbles, its events are taken again one by one, to find which it is."""
        held = parking.parked_keys(self.desk)
        for start in range(0, len(deliveries), TOGETHER):
            some = deliveries[start : start + TOGETHER]
            if not self._take_together(some, held):
                for delivery in some:
                    self._take_alone(delivery, held)

    def _take_together(self, deliveries: Sequence[Delivery], held: set[tuple[str, str]]) -> bool:
        known = [peek(delivery.value) for delivery in deliveries]
        news = [d.value for d, its in zip(deliveries, known, strict=True) if its["type"] in self.handlers]
        strange = any(its["type"] is None for its in known)
        if strange or any((delivery.topic, delivery.key) in held for delivery in deliveries):
            return False
        try:
            how = self._hear_together([Event.from_json(value) for value in news])
        except Busy:
            raise
        except Exception:
            return False
        self.heard += how + Counter(ignored=len(deliveries) - len(news))
        self._count(handled=True, times=len(deliveries))
        return True

    def _hear_together(self, events: Sequence[Event]) -> Counter[str]:
        how: Counter[str] = Counter()
        for organisation, own in groupby(events, key=lambda event: event.organisation):
            actor = Actor(person=self.desk.name, role="service", organisation=organisation)
            with transaction(self.desk, actor) as tx:
                done = Counter(self._hear(tx, event) for event in own)
            how += done
        return how

    def _hear(self, tx: Transaction, event: Event) -> str:
        if not tx.first_sight_of(event.id, consumer=self.desk.name):
            return "repeated"
        tx.correlation = event.correlationid
        self.handlers[event.type](tx, event)
        return "handled"

    def _take_alone(self, delivery: Delivery, held: set[tuple[str, str]]) -> None:
        how = self._take_one(delivery, held)
        self.heard[how] += 1
        if how in ("parked", "waiting"):
            held.add((delivery.topic, delivery.key))

    def try_again(self) -> None:
        """Parked keys whose time has come; what stood behind one follows it in order."""
        for row in parking.due_heads(self.desk):
            try:
                how = self._hear_one(row["value"])
            except Busy:
                raise
            except NotAnEvent:
                parking.let_lie(self.desk, row)
                continue
            except Exception as error:
                parking.tried_in_vain(self.desk, row, parking.reason_of(error))
                continue
            parking.leave(self.desk, row["position"])
            self.heard[how] += 1

    def _take_one(self, delivery: Delivery, held: set[tuple[str, str]]) -> str:
        if peek(delivery.value)["type"] in self.handlers and (delivery.topic, delivery.key) in held:
            parking.park(self.desk, delivery, state="waiting", reason="behind another")
            return "waiting"
        try:
            how = self._hear_one(delivery.value)
        except Busy:
            raise
        except NotAnEvent as error:
            return self._put_aside(delivery, "dead", error)
        except Exception as error:
            return self._put_aside(delivery, "retry", error)
        self._count(handled=True)
        return how

    def _hear_one(self, value: bytes) -> str:
        known = peek(value)["type"]
        if known is not None and known not in self.handlers:
            return "ignored"
        return next(iter(self._hear_together([Event.from_json(value)])))

    def _put_aside(self, delivery: Delivery, state: str, error: Exception) -> str:
        known = peek(delivery.value)
        log.warning("event.parked", event_id=known["id"], type=known["type"], why=parking.reason_of(error))
        parking.park(self.desk, delivery, state=state, reason=parking.reason_of(error))
        self._count(handled=False)
        return "parked" if state == "retry" else "dead"

    def _count(self, *, handled: bool, times: int = 1) -> None:
        self._lately.extend([handled] * times)
        self._in_a_row = 0 if handled else self._in_a_row + 1
        mostly = len(self._lately) == LOOK_BACK and self._lately.count(False) > RATIO * LOOK_BACK
        if self._in_a_row >= CONSECUTIVE or mostly:
            raise TooManyDeadLetters(f"{self._in_a_row} in a row")


def prune_inbox(desk: Desk) -> int:
    with writing(desk) as connection:
        return connection.execute(inbox.delete().where(inbox.c.at < desk.clock.now() - KEPT)).rowcount
