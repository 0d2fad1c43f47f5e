"""Each event's effect exactly once; what cannot be handled waits, in order, and can be tried again."""

import pytest

from shared.bus.memory import MemoryBus
from shared.bus.port import Message
from shared.contracts.envelope import Event
from shared.db.common import audit
from shared.db.transaction import reading
from shared.events import parking
from shared.events.consumer import CONSECUTIVE, Consumer, TooManyDeadLetters
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id
from tests.contract.conftest import ADA_THE_COACH, HARBOUR

TOPIC = "holdfast.matching"


def news(coach, version=1, id=None, clock=None):
    data = {"coach_id": coach, "accepting": True, "state": "active"}
    named = {"source": "matching", "type": "coach.changed", "subject": coach, "partitionkey": coach}
    named |= {"organisation": HARBOUR, "correlationid": new_id(), "actor": new_id(), "time": clock.now()}
    return Event(id=id or new_id(), aggregateversion=version, data=data, **named)


class Listener:
    """A service that notes in its audit what it heard, and stumbles while `broken`."""

    def __init__(self, desk):
        self.desk, self.bus, self.broken = desk, MemoryBus(), set()
        self.consumer = Consumer(desk, {"coach.changed": self.note})
        self.subscription = self.bus.subscribe("matching", [TOPIC])

    def note(self, tx, event):
        tx.audit("heard", person_id=event.subject, purpose=str(event.aggregateversion))
        if event.subject in self.broken:
            raise Conflict("not now", code="not_now")

    def say(self, *events):
        messages = [Message(event.partitionkey, event.to_json().encode()) for event in events]
        self.bus.publish(TOPIC, messages)

    def turn(self):
        return self.consumer.turn(self.subscription, timeout_seconds=0)

    def noted(self, coach):
        with reading(self.desk, ADA_THE_COACH) as rx:
            rows = rx.rows(audit, audit.c.person_id == coach, order_by=[audit.c.position])
        return [row["purpose"] for row in rows]


@pytest.fixture
def listener(desk):
    return Listener(desk)


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(parking, "FIRST_WAIT_SECONDS", 0)


def test_an_event_told_twice_has_one_effect(listener, clock):
    coach = new_id()
    event = news(coach, clock=clock)
    listener.say(event, event)
    assert listener.turn() == {"handled": 1, "repeated": 1}
    assert listener.noted(coach) == ["1"]


def test_an_event_nobody_listens_for_is_passed_over(listener, clock):
    listener.bus.publish(TOPIC, [Message("k", b'{"id": "x", "type": "coach.celebrated"}')])
    assert listener.turn() == {"ignored": 1}


def test_what_stands_behind_a_stumble_waits_and_nobody_else_does(listener, clock, at_once):
    stuck, free = new_id(), new_id()
    listener.broken.add(stuck)
    listener.say(news(stuck, 1, clock=clock), news(stuck, 2, clock=clock), news(free, 1, clock=clock))
    assert listener.turn() == {"parked": 1, "waiting": 1, "handled": 1}
    assert listener.noted(stuck) == [] and listener.noted(free) == ["1"]
    listener.broken.clear()
    listener.turn(), listener.turn()
    assert listener.noted(stuck) == ["1", "2"]


def test_after_a_few_tries_it_is_listed_and_can_be_replayed(listener, clock, at_once):
    coach = new_id()
    listener.broken.add(coach)
    listener.say(news(coach, clock=clock))
    for _ in range(parking.ATTEMPTS + 2):
        listener.turn()
    (letter,) = parking.dead_letters(listener.desk)
    assert (letter["state"], letter["reason"], letter["event_type"]) == ("stuck", "Conflict: not_now", "coach.changed")
    listener.broken.clear()
    assert listener.turn() == {}
    assert parking.replay(listener.desk) == 1
    assert listener.turn() == {"handled": 1}
    assert listener.noted(coach) == ["1"] and parking.dead_letters(listener.desk) == []


def test_what_is_no_event_is_put_aside_and_holds_up_nobody(listener, clock):
    coach = new_id()
    listener.bus.publish(TOPIC, [Message(coach, b"hello"), Message(coach, b'{"type": "coach.changed", "id": "1"}')])
    listener.say(news(coach, clock=clock))
    assert listener.turn() == {"dead": 2, "handled": 1}
    assert [letter["state"] for letter in parking.dead_letters(listener.desk)] == ["dead", "dead"]


def test_it_stops_before_the_whole_log_is_put_aside(listener, clock):
    coaches = [new_id() for _ in range(CONSECUTIVE)]
    listener.broken.update(coaches)
    listener.say(*[news(coach, clock=clock) for coach in coaches])
    with pytest.raises(TooManyDeadLetters):
        listener.turn()


def test_a_restart_after_a_stop_parks_nothing_twice(listener, clock):
    coach = new_id()
    listener.broken.add(coach)
    listener.say(news(coach, clock=clock))
    listener.turn()
    listener.subscription.close()
    again = Listener(listener.desk)
    again.bus = listener.bus
    again.broken = listener.broken
    again.subscription = again.bus.subscribe("somebody_new", [TOPIC])
    again.turn()
    assert len(parking.dead_letters(listener.desk)) == 1


def test_what_is_no_event_holds_up_nobody_when_it_is_replayed_either(listener, clock):
    coach = new_id()
    listener.bus.publish(TOPIC, [Message(coach, b'{"type": "coach.changed", "id": "1"}')])
    listener.turn()
    assert parking.replay(listener.desk) == 1
    listener.turn()
    listener.say(news(coach, clock=clock))
    assert listener.turn() == {"handled": 1}
    assert [letter["state"] for letter in parking.dead_letters(listener.desk)] == ["dead"]
