"""The bus on Apache Kafka, through kafka-python. Not across a fork: a client made before one is dead after it."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from kafka import KafkaAdminClient, KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError, RetriableError

from shared.bus.kafka_client import ANSWER_MS, OPEN, Access, connect, connect_admin, ensure_topics
from shared.bus.kafka_member import KafkaSubscription
from shared.bus.port import PARTITIONS, BusUnavailable, Message, Refusal
from shared.bus.rules import refusals

PRODUCER = {
    "acks": "all",
    "enable_idempotence": True,
    "linger_ms": 5,
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
}
TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


class KafkaBus:
    """`wait_seconds`: how long Kafka may take to say that it kept something."""

    def __init__(
        self, servers: str, *, session_seconds: float = 45, wait_seconds: float = 10, access: Access = OPEN
    ) -> None:
        self._access = access
        self._servers, self._session_seconds, self._wait_seconds = servers, session_seconds, wait_seconds
        self._producer: KafkaProducer | None = None
        self._known: set[str] = set()
        self._one_publishes, self._one_asks = Lock(), Lock()
        self._admin: KafkaAdminClient | None = None

    def publish(self, topic: str, messages: Sequence[Message]) -> list[Refusal]:
        """A producer that left us in doubt is thrown away, and with it what it still held."""
        refused = {each.index: each for each in refusals(messages)}
        with self._one_publishes, self._a_producer() as producer:
            self._ensure([topic])
            sent = {i: _send(producer, topic, m) for i, m in enumerate(messages) if i not in refused}
            until = time.monotonic() + self._wait_seconds + 1
            for index, kept in sent.items():
                if reason := _why_refused(kept, max(0.0, until - time.monotonic())):
                    refused[index] = Refusal(index, reason)
        return [refused[index] for index in sorted(refused)]

    @contextmanager
    def _a_producer(self) -> Iterator[KafkaProducer]:
        if self._producer is None:
            how = {**self._access, **PRODUCER, **_waits(self._wait_seconds)}
            self._producer = connect(KafkaProducer, self._servers, **how)
        try:
            yield self._producer
        except (KafkaError, BusUnavailable) as error:
            self._forget_producer()
            raise BusUnavailable(f"Kafka did not say that it kept them: {error!r}") from error

    def _forget_producer(self) -> None:
        producer, self._producer = self._producer, None
        self._known.clear()
        if producer is not None:
            with suppress(Exception):
                producer.close(timeout=0)

    def _ensure(self, topics: Collection[str]) -> None:
        if unknown := set(topics) - self._known:
            self._ask(lambda admin: ensure_topics(admin, unknown))
            self._known |= unknown

    def _ask(self, question: Callable[[KafkaAdminClient], Any]) -> Any:
        with self._one_asks:
            if self._admin is None:
                self._admin = connect_admin(self._servers, self._access)
            try:
                return _patiently(question, self._admin)
            except KafkaError as error:
                admin, self._admin = self._admin, None
                admin.close()
                raise BusUnavailable(f"Kafka did not answer: {error!r}") from error

    def subscribe(self, group: str, topics: Collection[str]) -> KafkaSubscription:
        self._ensure(topics)
        how: dict[str, Any] = {"session_seconds": self._session_seconds, "access": self._access}
        return KafkaSubscription(self._servers, group, topics, **how)

    def lag(self, group: str, topics: Collection[str]) -> int:
        places = [TopicPartition(topic, n) for topic in set(topics) for n in range(PARTITIONS)]
        self._ensure(topics)
        return int(self._ask(lambda admin: _lag(admin, group, places)))

    def close(self) -> None:
        with self._one_publishes, self._one_asks:
            self._forget_producer()
            if self._admin is not None:
                self._admin.close()
                self._admin = None


def _waits(seconds: float) -> dict[str, int]:
    """An answer that does not come is asked for once more before the time is over."""
    whole = int(seconds * 1000)
    return {"delivery_timeout_ms": whole, "request_timeout_ms": min(ANSWER_MS, whole // 2), "max_block_ms": whole // 2}


def _send(producer: KafkaProducer, topic: str, message: Message) -> Any:
    try:
        return producer.send(topic, key=message.key.encode(), value=message.value)
    except TOO_LARGE as error:
        return error


def _why_refused(kept: Any, timeout_seconds: float) -> str | None:
    """None once Kafka has kept it. Anything but too large is doubt, and raised."""
    try:
        if isinstance(kept, Exception):
            raise kept
        kept.get(timeout=timeout_seconds)
    except TOO_LARGE as error:
        return f"Kafka finds it too large: {error}"
    return None


def _patiently(question: Callable[[KafkaAdminClient], Any], admin: KafkaAdminClient) -> Any:
    """A broker that has just started has no coordinator of groups yet, for a moment."""
    until = time.monotonic() + ANSWER_MS / 1000
    while True:
        try:
            return question(admin)
        except RetriableError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _lag(admin: KafkaAdminClient, group: str, places: Sequence[TopicPartition]) -> int:
    done = admin.list_group_offsets(group).get(group, {})
    ends = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST)) if places else {}
    starts = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.EARLIEST)) if places else {}
    heard = {place: max(starts[place].offset, done[place].offset if place in done else 0) for place in places}
    return sum(max(0, ends[place].offset - heard[place]) for place in places)
