"""Events a second told and heard through each bus, beside its bare client doing the same in the same run.

The same means: 300 bytes, 100 at a time, kept before the next hundred, and committed after each hundred heard.
"""

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kafka import KafkaConsumer, KafkaProducer

from deploy.engines.kafka import KafkaBroker
from shared.bus.kafka import KafkaBus
from shared.bus.kafka_client import connect_admin, ensure_topics
from shared.bus.local import LocalBus
from shared.bus.port import Bus, Message

HUNDREDS, PEOPLE = 100, 200
EVENTS = HUNDREDS * 100
VALUE = b"x" * 300
KEYS = [f"person {n % PEOPLE}" for n in range(100)]
ROWS = [("bare", n % 6, key, VALUE, 0.0) for n, key in enumerate(KEYS)]
MAKE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE log (position INTEGER PRIMARY KEY AUTOINCREMENT, topic, partition, key, value, kept_at)",
    "CREATE TABLE done (position)",
    "INSERT INTO done VALUES (0)",
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        home = Path(folder)
        print(json.dumps({"bench": "bus_rates", "events": EVENTS, "local": _local(home), "kafka": _kafka(home)}))


def _local(home: Path) -> dict[str, Any]:
    bare = sqlite3.connect(home / "bare.db", isolation_level=None)
    for each in MAKE:
        bare.execute(each)
    floor = {"tell": _rate(lambda: _insert(bare)), "hear": _rate(lambda: _select(bare))}
    bare.close()
    return _beside(floor, LocalBus(home / "log.db"))


def _insert(bare: sqlite3.Connection) -> None:
    for _ in range(HUNDREDS):
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany("INSERT INTO log (topic, partition, key, value, kept_at) VALUES (?, ?, ?, ?, ?)", ROWS)
        bare.execute("COMMIT")


def _select(bare: sqlite3.Connection) -> None:
    at = 0
    while rows := bare.execute("SELECT * FROM log WHERE position > ? ORDER BY position LIMIT 100", [at]).fetchall():
        at = rows[-1][0]
        bare.execute("UPDATE done SET position = ?", [at])


def _kafka(home: Path) -> dict[str, Any]:
    broker = KafkaBroker(home / "kafka")
    broker.start()
    try:
        admin = connect_admin(broker.servers)
        ensure_topics(admin, ["bare"])
        admin.close()
        floor = {"tell": _rate(lambda: _produce(broker.servers)), "hear": _rate(lambda: _consume(broker.servers))}
        told = _beside(floor, KafkaBus(broker.servers, session_seconds=6))
        return told | {"broker_ready_seconds": round(broker.ready_seconds, 1)}
    finally:
        broker.stop()


def _produce(servers: str) -> None:
    producer = KafkaProducer(bootstrap_servers=servers, linger_ms=5)
    for _ in range(HUNDREDS):
        for kept in [producer.send("bare", key=key.encode(), value=VALUE) for key in KEYS]:
            kept.get(timeout=10)
    producer.close()


def _consume(servers: str) -> None:
    how = {"group_id": "bare", "auto_offset_reset": "earliest", "enable_auto_commit": False, "max_poll_records": 100}
    consumer = KafkaConsumer("bare", bootstrap_servers=servers, **how)
    heard = 0
    while heard < EVENTS:
        if news := consumer.poll(timeout_ms=1000):
            heard += sum(map(len, news.values()))
            consumer.commit()
    consumer.close()


def _beside(floor: dict[str, float], bus: Bus) -> dict[str, Any]:
    ours = {"tell": _rate(lambda: _tell(bus)), "hear": _rate(lambda: _hear(bus))}
    bus.close()
    ratios = {what: round(ours[what] / floor[what], 2) for what in floor}
    return {"events_per_second": ours, "bare_client": floor, "ratio": ratios}


def _tell(bus: Bus) -> None:
    for _ in range(HUNDREDS):
        bus.publish("ours", [Message(key, VALUE) for key in KEYS])


def _hear(bus: Bus) -> None:
    subscription, heard = bus.subscribe("ours", ["ours"]), 0
    while heard < EVENTS:
        if news := subscription.poll(timeout_seconds=1, limit=100):
            heard += len(news)
            subscription.commit(news)
    subscription.close()


def _rate(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return round(EVENTS / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
