"""What every bus promises, in words; tests/contract/test_bus.py holds each of them to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

PARTITIONS = 6


@dataclass(frozen=True)
class Message:
    """One event on its way out. Messages of one key stay in the order they were published."""

    key: str
    value: bytes


@dataclass(frozen=True)
class Delivery:
    """One event as it arrived, and where in the log it stands."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes


@dataclass(frozen=True)
class Refusal:
    """A message that can never be sent (too large, say): trying again would not help."""

    index: int
    reason: str


class BusUnavailable(Exception):
    """The bus is away, or did not say whether it kept what it was given. Try again, from the outbox."""


class Subscription(Protocol):
    """One member of a consumer group. Members share the partitions; a member that is gone is taken over."""

    def poll(self, *, timeout_seconds: float, limit: int = 100) -> list[Delivery]:
        """What this group has not heard, in order per partition; empty after the timeout."""

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        """The group is done with these and all before them. Not kept if the bus is away: heard again later."""

    def seek(self, topic: str, partition: int, offset: int) -> None:
        """Hear again from here, if this partition is ours."""

    def close(self) -> None:
        """Leave the group."""


class Bus(Protocol):
    def publish(self, topic: str, messages: Sequence[Message]) -> list[Refusal]:
        """All but the refused are kept for good, in order per key, once this returns. Raises BusUnavailable."""

    def subscribe(self, group: str, topics: Collection[str]) -> Subscription:
        """Join a group. A group never seen before starts at the oldest event kept."""

    def lag(self, group: str, topics: Collection[str]) -> int:
        """How many events this group has not committed yet."""

    def close(self) -> None:
        """Let go of every connection."""
