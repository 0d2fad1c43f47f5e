"""Each bus as an installation meets it: opened by one process after another, and sometimes away."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from deploy.engines.kafka import KafkaBroker
from shared.bus.kafka import KafkaBus
from shared.bus.local import LocalBus
from shared.bus.memory import MemoryBus
from shared.bus.port import Bus

WAIT_SECONDS = 4.0
SESSION_SECONDS = 6.0
LEASE_SECONDS = 1.0


class InMemory:
    """There is one for all: it ends with its process."""

    def __init__(self) -> None:
        self.bus = MemoryBus()

    def open(self) -> Bus:
        return self.bus

    @contextmanager
    def away(self) -> Iterator[None]:
        self.bus.away = True
        yield
        self.bus.away = False


class OnAFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> Bus:
        return LocalBus(self.path, wait_seconds=WAIT_SECONDS / 4, lease_seconds=LEASE_SECONDS)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Somebody holds the file and does not let go."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as somebody:
            somebody.execute("BEGIN IMMEDIATE")
            yield
            somebody.execute("ROLLBACK")


class OnKafka:
    def __init__(self, broker: KafkaBroker) -> None:
        self.broker = broker

    def open(self) -> Bus:
        return KafkaBus(self.broker.servers, session_seconds=SESSION_SECONDS, wait_seconds=WAIT_SECONDS)

    @contextmanager
    def away(self) -> Iterator[None]:
        self.broker.stop()
        try:
            yield
        finally:
            self.broker.start()


def opened(kind: str, where: str) -> Bus:
    """The same, for another process."""
    if kind == "local":
        return OnAFile(Path(where)).open()
    return KafkaBus(where, session_seconds=SESSION_SECONDS, wait_seconds=WAIT_SECONDS)


def another_process(module: str, place: OnAFile | OnKafka, *words: str) -> list[str]:
    where = str(place.path) if isinstance(place, OnAFile) else place.broker.servers
    kind = "local" if isinstance(place, OnAFile) else "kafka"
    return [sys.executable, "-m", module, kind, where, *words]
