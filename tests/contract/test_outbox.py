"""Published if and only if committed, in order, with eight at once; on both engines."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.bus.memory import MemoryBus
from shared.bus.port import Message, Refusal
from shared.contracts.envelope import Event
from shared.contracts.registry import NotAnEvent
from shared.db.common import outbox
from shared.db.engine import for_reading
from shared.db.transaction import transaction
from shared.events.only_one import SomebodyElse, only_one
from shared.events.relay import prune_outbox, relay
from shared.kernel.ids import new_id
from tests.contract.conftest import ADA, ADA_THE_COACH

WRITERS, EACH = 8, 40


def say(tx, version=1, coach=ADA):
    data = {"coach_id": coach, "accepting": True, "state": "active"}
    tx.emit("coach.changed", subject=coach, key=coach, version=version, data=data)


def listener(bus):
    return bus.subscribe(new_id(), ["holdfast.matching"])


def heard(subscription):
    found = []
    while deliveries := subscription.poll(timeout_seconds=0, limit=1000):
        found += [Event.from_json(delivery.value) for delivery in deliveries]
    return found


def test_what_is_rolled_back_is_never_said(desk):
    bus = MemoryBus()
    with pytest.raises(ZeroDivisionError), transaction(desk, ADA_THE_COACH) as tx:
        say(tx)
        raise ZeroDivisionError
    assert relay(desk, bus) == 0


def test_what_is_committed_is_said_once_and_in_order(desk):
    bus = MemoryBus()
    with transaction(desk, ADA_THE_COACH) as tx:
        say(tx, version=1)
        say(tx, version=2)
    assert [relay(desk, bus), relay(desk, bus)] == [2, 0]
    assert [event.aggregateversion for event in heard(listener(bus))] == [1, 2]


def test_an_event_of_the_wrong_shape_cannot_be_said(desk):
    with pytest.raises(NotAnEvent), transaction(desk, ADA_THE_COACH) as tx:
        tx.emit("coach.changed", subject=ADA, key=ADA, version=1, data={"name": "Ada"})


class Slow(MemoryBus):
    """Keeps what it is given, and lets something happen before it says so."""

    def __init__(self, meanwhile):
        super().__init__()
        self.meanwhile = meanwhile

    def publish(self, topic: str, messages) -> list[Refusal]:
        kept = super().publish(topic, messages)
        self.meanwhile()
        return kept


def test_nobody_waits_for_a_slow_bus(desk):
    def meanwhile():
        with transaction(desk, ADA_THE_COACH) as other:
            say(other, version=2)

    with transaction(desk, ADA_THE_COACH) as tx:
        say(tx)
    assert relay(desk, Slow(meanwhile)) == 1
    assert relay(desk, MemoryBus()) == 1


def test_an_event_whose_answer_was_lost_is_said_again(desk):
    with transaction(desk, ADA_THE_COACH) as tx:
        say(tx)
    bus = Slow(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        relay(desk, bus)
    assert relay(desk, bus.__class__(lambda: None)) == 1


def test_a_message_the_bus_can_never_take_does_not_hold_up_the_others(desk):
    class Picky(MemoryBus):
        def publish(self, topic: str, messages: list[Message]) -> list[Refusal]:
            super().publish(topic, messages[1:])
            return [Refusal(0, "too large")]

    with transaction(desk, ADA_THE_COACH) as tx:
        say(tx, version=1)
        say(tx, version=2)
    bus = Picky()
    assert [relay(desk, bus), relay(desk, bus)] == [2, 0]
    with for_reading(desk.engine) as connection:
        assert connection.execute(sa.select(outbox.c.refused).order_by(outbox.c.position)).scalars().all() == [
            "too large",
            None,
        ]
    desk.clock.at += timedelta(days=8)
    assert prune_outbox(desk) == 1  # the one that was heard; the other stays, for somebody to see


def write_all(desk, writer):
    for number in range(EACH):
        with transaction(desk, ADA_THE_COACH) as tx:
            say(tx, version=number + 1, coach=writer)


def watch(desk, read, stop):
    """Read like a relay until the writers are done, then once more."""
    found = []
    while not stop.is_set():
        found += read()
    return found + read()


@pytest.fixture
def while_eight_write(desk):
    def run(read):
        stop = threading.Event()
        with ThreadPoolExecutor(WRITERS + 1) as crowd:
            watching = crowd.submit(watch, desk, read, stop)
            writers = [crowd.submit(write_all, desk, new_id()) for _ in range(WRITERS)]
            for writer in writers:
                writer.result()
            stop.set()
            return watching.result()

    return run


def test_eight_writers_and_nothing_is_lost(desk, while_eight_write):
    bus = MemoryBus()
    while_eight_write(lambda: [relay(desk, bus, limit=50)])
    per_writer = {}
    for event in heard(listener(bus)):
        per_writer.setdefault(event.partitionkey, []).append(event.aggregateversion)
    assert len(per_writer) == WRITERS
    assert all(versions == list(range(1, EACH + 1)) for versions in per_writer.values())


def test_a_cursor_over_ids_would_lose_some_on_postgresql(desk):
    """What guards the test above: ids are handed out in another order than commits happen."""
    if desk.engine.dialect.name == "sqlite":
        pytest.skip("one writer: on SQLite the order of ids is the order of commits")
    with transaction(desk, ADA_THE_COACH):
        """The organisation is known from here on."""
    with transaction(desk, ADA_THE_COACH) as early:
        say(early)
        with transaction(desk, ADA_THE_COACH) as late:
            say(late, version=2)
        with for_reading(desk.engine) as connection:
            last = connection.execute(sa.select(sa.func.max(outbox.c.position))).scalar()
    with for_reading(desk.engine) as connection:
        beyond = connection.execute(sa.select(outbox.c.id).where(outbox.c.position > last)).all()
    assert beyond == [] and relay(desk, MemoryBus()) == 2


def test_one_relay_at_a_time_and_the_next_takes_over(desk):
    with only_one(desk, "relay") as still_mine:
        assert still_mine()
        with pytest.raises(SomebodyElse), only_one(desk, "relay"):
            pass
    with only_one(desk, "relay") as still_mine:
        assert still_mine()
