"""Events per second from outbox over bus to inbox, on both engines, beside what the bare clients do in the same run."""

import json
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from kafka import KafkaConsumer, KafkaProducer

from deploy.engines.kafka import KafkaBroker
from deploy.engines.postgres import PostgresServer
from shared.bus.kafka import KafkaBus
from shared.bus.local import LocalBus
from shared.bus.port import Bus
from shared.db.common import add_common_tables
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.db.transaction import transaction
from shared.events.runner import Work, Worker
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer, make_keys

EVENTS, PEOPLE = 4_000, 200
HARBOUR = new_id()
SPEAKER = Actor(new_id(), "service", HARBOUR)


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    home.chmod(0o755)
    settings = Settings(home=home, kafka_session_seconds=6)
    make_keys(settings)
    told = {"bench": "events", "events": EVENTS, "embedded": _embedded(settings), "engines": _engines(settings)}
    print(json.dumps(told))


def _embedded(settings: Settings) -> dict[str, Any]:
    bus = LocalBus(settings.home / "log.db")
    speaker = _desk("matching", f"sqlite:///{settings.home}/a.db", settings)
    listener = _desk("scheduling", f"sqlite:///{settings.home}/b.db", settings)
    rate = _through(speaker, listener, bus)
    floor = _sqlite_inserts(settings.home / "floor.db")
    return {"events_per_second": rate, "sqlite_commits_per_second": floor, "ratio": round(rate / floor, 3)}


def _engines(settings: Settings) -> dict[str, Any]:
    server, broker = PostgresServer(settings.home / "pg"), KafkaBroker(settings.home / "kafka")
    server.start(), broker.start()
    try:
        bus = KafkaBus(broker.servers, session_seconds=6)
        speaker = _desk("matching", server.make_database("a"), settings)
        listener = _desk("scheduling", server.make_database("b"), settings)
        rate = _through(speaker, listener, bus)
        floor = _kafka_raw(broker.servers)
        told = {"events_per_second": rate, "kafka_produce_and_consume_per_second": floor}
        return told | {"ratio": round(rate / floor, 3), "broker_ready_seconds": round(broker.ready_seconds, 1)}
    finally:
        broker.stop(), server.forget()


def _desk(service: str, url: str, settings: Settings) -> Desk:
    metadata = sa.MetaData()
    add_common_tables(metadata)
    engine = open_engine(url)
    metadata.create_all(engine)
    return make_desk(service, engine, SystemClock(), load_sealer(settings, service), settings)


def _through(speaker: Desk, listener: Desk, bus: Bus) -> float:
    """The outbox is full; then: relay, bus, and one transaction an event with its inbox row."""
    heard, all_heard = [0], threading.Event()

    def hear(tx: Any, event: Any) -> None:
        heard[0] += 1
        if heard[0] == EVENTS:
            all_heard.set()

    _fill(speaker)
    with _running(Worker(speaker, bus, Work())):
        began = time.perf_counter()
        with _running(Worker(listener, bus, Work(handlers={"coach.changed": hear}, topics=["matching"]))):
            assert all_heard.wait(300)
            return round(EVENTS / (time.perf_counter() - began), 1)


def _fill(desk: Desk) -> None:
    people = [new_id() for _ in range(PEOPLE)]
    for start in range(0, EVENTS, 100):
        with transaction(desk, SPEAKER) as tx:
            for number in range(start, start + 100):
                coach = people[number % PEOPLE]
                data = {"coach_id": coach, "accepting": True, "state": "active"}
                tx.emit("coach.changed", subject=coach, key=coach, version=number, data=data)


@contextmanager
def _running(worker: Worker) -> Iterator[None]:
    thread = threading.Thread(target=worker.run)
    thread.start()
    yield
    worker.stopping.set()
    thread.join()


def _sqlite_inserts(path: Path) -> float:
    """As durable as an effect: one commit each, synchronous FULL."""
    log = sqlite3.connect(path, isolation_level=None)
    log.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE log (at INTEGER PRIMARY KEY, text)"
    )
    return _rate(lambda: [log.execute("INSERT INTO log (text) VALUES (?)", ["x" * 500]) for _ in range(EVENTS)])


def _kafka_raw(servers: str) -> float:
    """Produce all and wait, then consume all: with the bare client, nothing kept anywhere else."""
    topic, value = f"raw-{new_id()}", b"x" * 500
    bus = KafkaBus(servers)
    bus.publish(topic, [])
    producer = KafkaProducer(bootstrap_servers=servers, linger_ms=5)

    def both() -> None:
        futures = [producer.send(topic, value, key=str(n % PEOPLE).encode()) for n in range(EVENTS)]
        for future in futures:
            future.get(60)
        consumer = KafkaConsumer(topic, bootstrap_servers=servers, group_id=new_id(), auto_offset_reset="earliest")
        found = 0
        while found < EVENTS:
            found += sum(len(records) for records in consumer.poll(timeout_ms=1000).values())
        consumer.close(autocommit=False)

    rate = _rate(both)
    producer.close(), bus.close()
    return rate


def _rate(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return round(EVENTS / (time.perf_counter() - began), 1)


if __name__ == "__main__":
    main()
