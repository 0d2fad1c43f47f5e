"""Everything the running product keeps or shows to machines, read as whoever carried it off would read it: as bytes."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import psycopg
import requests

from deploy.engines.kafka import KafkaBroker
from shared.bus.choose import open_bus
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES, Settings
from tests.desk.installation import Installation, eventually


def holding(house: Installation, words: Sequence[str]) -> list[tuple[str, str]]:
    """Where which of these words stand; `"` as JSON and COPY would write it."""
    stores = [*_files(house), *_tables(house), *_answers_to_machines(house), ("the bus", on_the_bus(house).encode())]
    assert len(stores) > 10 and sum(len(kept) for _, kept in stores) > 100_000
    return [(name, word) for name, kept in stores for word in words if word.encode() in kept]


def _files(house: Installation) -> Iterator[tuple[str, bytes]]:
    """Databases with their -wal, the local log, the logs of all processes, the counts of callers; not the keys."""
    for path in sorted(house.home.rglob("*")):
        if path.is_file() and house.settings.keys not in path.parents:
            yield str(path.relative_to(house.home)), path.read_bytes()


def _tables(house: Installation) -> Iterator[tuple[str, bytes]]:
    """Past every wall, as a dump has them: dead letters, parked keys, outboxes and kept answers among them."""
    for service in SERVICES if house.engine == "engines" else ():
        with psycopg.connect(_as_superuser(house, service)) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                with connection.cursor().copy(f'COPY "{table}" TO STDOUT'.encode()) as rows:
                    yield f"{service}.{table}", b"".join(bytes(part) for part in rows)


def on_the_disk(house: Installation, words: Sequence[str]) -> set[tuple[str, str]]:
    """Which of these stand in PostgreSQL's own files: rows that were written over lie there, and its log of changes."""
    found = set()
    for service in SERVICES:
        with psycopg.connect(_as_superuser(house, service), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            asked = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
            [(folder, oid)] = connection.execute(asked).fetchall()
        for name in (f"base/{oid}", "pg_wal"):
            kept = (path.read_bytes() for path in Path(folder, name).iterdir() if path.is_file())
            found |= {(name.partition("/")[0], word) for part in kept for word in words if word.encode() in part}
    return found


def in_the_segments(broker: KafkaBroker, house: Installation, words: Sequence[str]) -> set[str]:
    """Which of these stand in the files in which the broker keeps this house's topics, as they lie there."""
    topics = f"{house.environment['HOLDFAST_KAFKA_PREFIX']}.*"
    kept = [path.read_bytes() for folder in broker.folder.rglob(topics) for path in folder.glob("*.log")]
    return {word for word in words if any(word.encode() in part for part in kept)}


def _as_superuser(house: Installation, service: str) -> str:
    return (
        house.environment["HOLDFAST_DATABASE_OWNER_URL"].replace("{service}", service).replace("holdfast@", "postgres@")
    )


def _answers_to_machines(house: Installation) -> Iterator[tuple[str, bytes]]:
    for service in SERVICES:
        for path in ("/metrics", "/openapi.json", "/health/ready"):
            yield f"{service}{path}", requests.get(f"{house.settings.url_of(service)}{path}", timeout=10).content


def on_the_bus(house: Installation) -> str:
    """As a consumer group of our own would hear it, from the oldest event on."""
    told = house.environment
    settings = Settings(home=house.home, kafka=told.get("HOLDFAST_KAFKA"), kafka_prefix=told["HOLDFAST_KAFKA_PREFIX"])
    bus = open_bus(settings)
    topics = [f"{settings.kafka_prefix}.{name}" for name in SERVICES if name != "portal"]
    hearing, heard = bus.subscribe(new_id(), topics), []
    eventually(lambda: heard.extend(hearing.poll(timeout_seconds=0.5)) or len(heard) > 5, what="the first events")
    while more := hearing.poll(timeout_seconds=1):
        heard.extend(more)
    hearing.close(), bus.close()
    return "".join(delivery.value.decode() for delivery in heard)


def key_of(house: Installation, service: str, person: str) -> str | None:
    """This person's key as the service keeps it, itself sealed; None where it was destroyed."""
    asked = "SELECT wrapped FROM person_keys WHERE person_id = "
    if house.engine == "engines":
        with psycopg.connect(_as_superuser(house, service)) as connection:
            row = connection.execute(f"{asked}%s".encode(), [person]).fetchone()
    else:
        with closing(sqlite3.connect(house.home / f"{service}.db")) as connection:
            row = connection.execute(f"{asked}?", [person]).fetchone()
    return row and row[0]
