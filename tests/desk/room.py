"""A service in a test: its door, its worker's turns and a bus in memory. Real database, real tokens, real events."""

import importlib
import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from joserfc.jwk import OKPKey
from werkzeug.test import TestResponse

from shared.bus.memory import MemoryBus
from shared.bus.port import Message
from shared.contracts.envelope import Event
from shared.contracts.registry import SPEAKERS
from shared.db.desk import Desk
from shared.events.consumer import Consumer
from shared.events.relay import relay, topic_of
from shared.events.timers import run_timer
from shared.kernel.actor import Actor
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.web.tokens import mint
from tests.desk.doors import app_at

KEY = OKPKey.generate_key("Ed25519")
PUBLIC_KEY = OKPKey.import_key(KEY.as_dict(private=False))


class Room:
    def __init__(self, desk: Desk, bus: MemoryBus) -> None:
        self.desk, self.bus = desk, bus
        self.app = app_at(desk, PUBLIC_KEY)
        self.work = importlib.import_module(f"services.{desk.name}.worker").WORK
        self.consumer = Consumer(desk, self.work.handlers)
        self._hears = bus.subscribe(desk.name, [topic_of(desk, speaker) for speaker in self.work.topics])
        self._listens = bus.subscribe(new_id(), [topic_of(desk, desk.name)])
        self._told: list[Event] = []

    @property
    def clock(self) -> FixedClock:
        assert isinstance(self.desk.clock, FixedClock)
        return self.desk.clock

    def ask(self, method: str, path: str, actor: Actor | None, **given: Any) -> TestResponse:
        """Knock as somebody, with a token of their own; the rest as Flask's test client takes it."""
        headers = dict(given.pop("headers", {}))
        if actor:
            token = mint(KEY, actor, audience=[self.desk.name], now=self.clock.now())
            headers.setdefault("Authorization", f"Bearer {token}")
        return self.app.test_client().open(path, method=method, headers=headers, **given)

    def tell(
        self,
        type: str,
        *,
        subject: str,
        key: str,
        version: int,
        data: dict[str, Any],
        organisation: str,
        id: str | None = None,
        at: datetime | None = None,
    ) -> Counter[str]:
        """Another service says something, and our worker takes a turn."""
        speaker = next(name for name, events in SPEAKERS.items() if type in events)
        event = Event(
            id=id or new_id(),
            source=speaker,
            type=type,
            subject=subject,
            partitionkey=key,
            time=at or self.clock.now(),
            organisation=organisation,
            aggregateversion=version,
            correlationid=new_id(),
            actor=new_id(),
            data=data,
        )
        self.bus.publish(topic_of(self.desk, speaker), [Message(key, event.to_json().encode())])
        return self.turn()

    def turn(self) -> Counter[str]:
        """The worker hears what waits."""
        return self.consumer.turn(self._hears, timeout_seconds=0, limit=1000)

    def told(self) -> list[Event]:
        """Everything this service has said so far, as it arrived at a listener."""
        while relay(self.desk, self.bus):
            pass
        while deliveries := self._listens.poll(timeout_seconds=0, limit=1000):
            self._told += [Event.from_json(delivery.value) for delivery in deliveries]
            self._listens.commit(deliveries)
        return self._told

    def told_types(self) -> list[str]:
        return [event.type for event in self.told()]

    def tick(self, **ahead: float) -> None:
        """Time passes; then every timer and every loop runs until there is nothing left to do."""
        self.clock.at += timedelta(**ahead)
        for _ in range(20):
            done = sum(run_timer(self.desk, timer) for timer in self.work.timers)
            done += sum(loop(self.desk) for loop in self.work.loops.values())
            if not done:
                return

    def wire(self) -> str:
        """All that ever went over the bus, for the search for words that must never be there."""
        return json.dumps([json.loads(event.to_json()) for event in self.told()])
