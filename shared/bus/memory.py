"""A bus in this process's memory, for tests: groups, partitions and offsets as the others have them."""

import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from threading import Condition

from shared.bus.port import PARTITIONS, BusUnavailable, Delivery, Message, Refusal
from shared.bus.rules import partition_of, refusals, without

Place = tuple[str, int]


class MemoryBus:
    """Nothing outlives the process. `away` plays a broker that cannot be reached."""

    def __init__(self) -> None:
        self.away = False
        self.changed = Condition()
        self.log: dict[Place, list[Delivery]] = defaultdict(list)
        self.committed: dict[str, dict[Place, int]] = defaultdict(dict)
        self.members: dict[str, list[MemorySubscription]] = defaultdict(list)

    def publish(self, topic: str, messages: Sequence[Message]) -> list[Refusal]:
        refused = refusals(messages)
        with self.changed:
            self.require()
            for message in without(messages, refused):
                self._keep(topic, message)
            self.changed.notify_all()
        return refused

    def _keep(self, topic: str, message: Message) -> None:
        partition = partition_of(message.key)
        kept = self.log[topic, partition]
        kept.append(Delivery(topic, partition, len(kept), message.key, message.value))

    def subscribe(self, group: str, topics: Collection[str]) -> "MemorySubscription":
        with self.changed:
            self.require()
            member = MemorySubscription(self, group, topics)
            self.members[group].append(member)
            self.changed.notify_all()
            return member

    def lag(self, group: str, topics: Collection[str]) -> int:
        with self.changed:
            self.require()
            places = [place for place in self.log if place[0] in topics]
            return sum(len(self.log[place]) - self.committed[group].get(place, 0) for place in places)

    def close(self) -> None:
        """There is nothing to let go of: a later member may still hear what was kept."""

    def require(self) -> None:
        if self.away:
            raise BusUnavailable("the memory bus is away")


class MemorySubscription:
    def __init__(self, bus: MemoryBus, group: str, topics: Collection[str]) -> None:
        self._bus, self._group, self.topics = bus, group, set(topics)
        self._positions: dict[Place, int] = {}

    def poll(self, *, timeout_seconds: float, limit: int = 100) -> list[Delivery]:
        until = time.monotonic() + timeout_seconds
        with self._bus.changed:
            while True:
                self._bus.require()
                found = self._take(limit)
                left = until - time.monotonic()
                if found or left <= 0:
                    return found
                self._bus.changed.wait(left)

    def _take(self, limit: int) -> list[Delivery]:
        self._share()
        found: list[Delivery] = []
        for place, position in self._positions.items():
            news = self._bus.log[place][position : position + limit - len(found)]
            self._positions[place] += len(news)
            found += news
        return found

    def _share(self) -> None:
        """What stays ours keeps its position; what is new to us starts where the group has committed."""
        done = self._bus.committed[self._group]
        ours = [(topic, n) for topic in sorted(self.topics) for n in self._numbers(topic)]
        self._positions = {place: self._positions.get(place, done.get(place, 0)) for place in ours}

    def _numbers(self, topic: str) -> range:
        listening = [member for member in self._bus.members[self._group] if topic in member.topics]
        if self not in listening:
            return range(0)
        return range(listening.index(self), PARTITIONS, len(listening))

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        with self._bus.changed:
            self._share()
            for each in deliveries:
                if (each.topic, each.partition) in self._positions and not self._bus.away:
                    self._bus.committed[self._group][each.topic, each.partition] = each.offset + 1

    def seek(self, topic: str, partition: int, offset: int) -> None:
        with self._bus.changed:
            self._share()
            if (topic, partition) in self._positions:
                self._positions[topic, partition] = offset
            self._bus.changed.notify_all()

    def close(self) -> None:
        with self._bus.changed:
            if self in self._bus.members[self._group]:
                self._bus.members[self._group].remove(self)
            self._bus.changed.notify_all()
