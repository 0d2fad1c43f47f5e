"""How we connect to Kafka: within bounds, leaving nothing behind, and with every default that loses events turned."""

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any, TypeVar

from kafka import KafkaAdminClient
from kafka.errors import KafkaError, TopicAlreadyExistsError
from kafka.net.compat import KafkaNetClient

from shared.bus.port import PARTITIONS, BusUnavailable

ANSWER_MS = 5_000
BOUNDS = {
    "bootstrap_timeout_ms": ANSWER_MS,
    "request_timeout_ms": ANSWER_MS,
    "reconnect_backoff_max_ms": 1_000,
}
THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000
TOPIC = {
    "num_partitions": PARTITIONS,
    "replication_factor": -1,  # the cluster's own default
    "configs": {"retention.ms": str(THIRTY_DAYS_MS)},
}
Kind = TypeVar("Kind")


def connect(kind: Callable[..., Kind], servers: str, **settings: Any) -> Kind:
    """A client of this kind. One that cannot connect would leave its thread and sockets behind, so we close them."""
    opened: list[Any] = []

    def wire(**configs: Any) -> Any:
        opened.append(KafkaNetClient(**configs))
        return opened[-1]

    try:
        return kind(bootstrap_servers=servers.split(","), kafka_client=wire, **(BOUNDS | settings))
    except KafkaError as error:
        for each in opened:
            with suppress(Exception):
                each.close()
        raise BusUnavailable(f"Kafka cannot be reached: {type(error).__name__}") from error


def connect_admin(servers: str) -> KafkaAdminClient:
    return connect(KafkaAdminClient, servers)


def ensure_topics(admin: KafkaAdminClient, topics: Collection[str]) -> None:
    """Made with our partitions and retention, once; those that are there already stay as they are."""
    for topic in sorted(set(topics) - set(admin.list_topics())):
        with suppress(TopicAlreadyExistsError):
            admin.create_topics({topic: TOPIC}, timeout_ms=ANSWER_MS, wait_for_metadata=True)
