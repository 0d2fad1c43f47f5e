"""How we connect to Kafka: within bounds, leaving nothing behind, and with every default that loses events turned."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from kafka import KafkaAdminClient
from kafka.errors import KafkaError, TopicAlreadyExistsError
from kafka.net.compat import KafkaNetClient

from shared.bus.port import PARTITIONS, BusUnavailable
from shared.kernel.settings import Settings

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
SCRAM = "SCRAM-SHA-512"  # the password itself never crosses the wire
Kind = TypeVar("Kind")
Access = Mapping[str, Any]
OPEN: Access = {}


def access_of(settings: Settings) -> Access:
    """Who we are to the broker, and whether the wire is closed to others."""
    access: dict[str, Any] = {"ssl_cafile": str(settings.kafka_ca)} if settings.kafka_ca else {}
    if settings.kafka_user:
        access |= {"sasl_mechanism": SCRAM, "sasl_plain_username": settings.kafka_user}
        access |= {"sasl_plain_password": settings.kafka_password}
    named, wire = "SASL_" if settings.kafka_user else "", "SSL" if settings.kafka_tls else "PLAINTEXT"
    return access | ({"security_protocol": named + wire} if named or settings.kafka_tls else {})


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


def connect_admin(servers: str, access: Access = OPEN) -> KafkaAdminClient:
    return connect(KafkaAdminClient, servers, **access)


def ensure_topics(admin: KafkaAdminClient, topics: Collection[str]) -> None:
    """Made with our partitions and retention, once; those that are there already stay as they are."""
    for topic in sorted(set(topics) - set(admin.list_topics())):
        with suppress(TopicAlreadyExistsError):
            admin.create_topics({topic: TOPIC}, timeout_ms=ANSWER_MS, wait_for_metadata=True)
