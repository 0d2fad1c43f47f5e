"""The SQLite file under the local log: its tables, its durability, and how long anybody waits for it."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from shared.bus.port import BusUnavailable

# AUTOINCREMENT: without it SQLite hands a pruned position out again, and a consumer skips the event.
SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
    position INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, partition INTEGER NOT NULL,
    key TEXT NOT NULL, value BLOB NOT NULL, kept_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS log_of_a_partition ON log (topic, partition, position);
CREATE TABLE IF NOT EXISTS committed (
    heard_by TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (heard_by, topic, partition)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (
    heard_by TEXT NOT NULL, member TEXT NOT NULL, topic TEXT NOT NULL, until REAL NOT NULL,
    PRIMARY KEY (heard_by, member, topic)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leases (
    heard_by TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, member TEXT NOT NULL,
    until REAL NOT NULL, PRIMARY KEY (heard_by, topic, partition)
) WITHOUT ROWID;
"""
PAUSE_SECONDS = 0.0002, 0.002
Asked = Sequence[object] | Mapping[str, object]
Answer = TypeVar("Answer")


class LogFile:
    """One connection, for one thread at a time. Waits for others are bounded, then BusUnavailable.

    Pauses are short and uneven instead of SQLite's own growing ones, which let one process starve.
    """

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self._path, self._wait_seconds = path, wait_seconds
        self._open: sqlite3.Connection | None = None

    def ask(self, question: str, values: Asked = ()) -> list[tuple[object, ...]]:
        return self._patiently(lambda: self._connection().execute(question, values).fetchall())

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of it is on the disk when this is left, or none of it is there."""
        connection = self._patiently(self._begin)
        try:
            yield connection
            connection.commit()
        except sqlite3.OperationalError as error:
            raise BusUnavailable(f"the local log could not be written: {error}") from error
        finally:
            connection.rollback()

    def _begin(self) -> sqlite3.Connection:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        return connection

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = self._prepared()
        return self._open

    def _prepared(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'leases'").fetchone():
                connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _patiently(self, deed: Callable[[], Answer]) -> Answer:
        until = time.monotonic() + self._wait_seconds
        while True:
            try:
                return deed()
            except sqlite3.OperationalError as error:
                is_held = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
                if not is_held or time.monotonic() > until:
                    raise BusUnavailable(f"the local log could not be used: {error}") from error
            time.sleep(random.uniform(*PAUSE_SECONDS))

    def version(self) -> int:
        """Changes when anybody else has written; cheap enough to ask a hundred times a second."""
        return int(str(self.ask("PRAGMA data_version")[0][0]))

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
