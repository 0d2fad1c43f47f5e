"""One member of a Kafka consumer group."""

import logging
from collections.abc import Collection, Sequence
from threading import Lock
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from shared.bus.kafka_client import ANSWER_MS, OPEN, Access, connect
from shared.bus.port import BusUnavailable, Delivery

log = logging.getLogger(__name__)

# What each of these would do if left alone: commit what was not handled; skip what a new group has not heard;
# make topics with the wrong number of partitions; hand over more than is handled before the group gives up on us.
SAFE = {
    "enable_auto_commit": False,
    "auto_offset_reset": "earliest",
    "allow_auto_create_topics": False,
    "max_poll_records": 100,
    "metrics_enabled": False,
}


class KafkaSubscription:
    def __init__(
        self, servers: str, group: str, topics: Collection[str], *, session_seconds: float, access: Access = OPEN
    ) -> None:
        session_ms = int(session_seconds * 1000)
        beats = {"session_timeout_ms": session_ms, "heartbeat_interval_ms": min(3000, session_ms // 3)}
        # Fetches wait at the broker up to fetch_max_wait_ms (0.5 s) and return with the first event.
        self._consumer = connect(KafkaConsumer, servers, group_id=group, **access, **SAFE, **beats)
        self._consumer.subscribe(sorted(set(topics)))
        self._one_at_a_time = Lock()

    def poll(self, *, timeout_seconds: float, limit: int = 100) -> list[Delivery]:
        try:
            with self._one_at_a_time:
                news = self._consumer.poll(timeout_ms=int(timeout_seconds * 1000), max_records=limit)
        except KafkaError as error:
            raise BusUnavailable(f"Kafka did not answer: {type(error).__name__}") from error
        return [_delivery(record) for records in news.values() for record in records]

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        """A commit that Kafka does not confirm, or of a partition that went to another, is heard again."""
        with self._one_at_a_time:
            done = {TopicPartition(each.topic, each.partition): each.offset + 1 for each in deliveries}
            ours = {place: done[place] for place in done.keys() & self._consumer.assignment()}
            try:
                offsets = {place: OffsetAndMetadata(at, "", -1) for place, at in ours.items()}
                self._consumer.commit(offsets, timeout_ms=ANSWER_MS)
            except KafkaError as error:
                log.warning("a commit was not confirmed: %s", type(error).__name__)

    def seek(self, topic: str, partition: int, offset: int) -> None:
        with self._one_at_a_time:
            place = TopicPartition(topic, partition)
            if place in self._consumer.assignment():
                self._consumer.seek(place, offset)

    def close(self) -> None:
        with self._one_at_a_time:
            self._consumer.close(autocommit=False, timeout_ms=ANSWER_MS)


def _delivery(record: Any) -> Delivery:
    return Delivery(record.topic, record.partition, record.offset, (record.key or b"").decode(), record.value or b"")
