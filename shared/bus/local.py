"""The bus of an installation without Kafka: a durable log in one SQLite file, for several processes."""

import time
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from shared.bus.local_member import LocalSubscription
from shared.bus.log_file import LogFile
from shared.bus.port import PARTITIONS, Message, Refusal
from shared.bus.rules import partition_of, refusals, without

KEPT = timedelta(days=30)
PRUNE_EVERY_SECONDS = 3600
PRUNED_AT_ONCE = 1000
KEEP = "INSERT INTO log (topic, partition, key, value, kept_at) VALUES (?, ?, ?, ?, ?)"
PRUNE = """
DELETE FROM log WHERE kept_at < ? AND position IN (SELECT position FROM log ORDER BY position LIMIT ?)
"""
LAG = """
SELECT count(*) FROM log WHERE topic = :topic AND partition = :partition AND position >= COALESCE(
    (SELECT position FROM committed WHERE heard_by = :group AND topic = :topic AND partition = :partition), 0)
"""


class LocalBus:
    """Survives a restart and a kill. Safe from several threads and processes; not across a fork."""

    def __init__(self, path: Path, *, wait_seconds: float = 5, lease_seconds: float = 3) -> None:
        self._path, self._wait_seconds, self._lease_seconds = path, wait_seconds, lease_seconds
        self._file, self._one_at_a_time = self._another(), Lock()
        self._prune_at = time.monotonic()

    def _another(self) -> LogFile:
        return LogFile(self._path, wait_seconds=self._wait_seconds)

    def publish(self, topic: str, messages: Sequence[Message]) -> list[Refusal]:
        refused = refusals(messages)
        now = time.time()
        rows = [(topic, partition_of(m.key), m.key, m.value, now) for m in without(messages, refused)]
        with self._one_at_a_time, self._file.writing() as log:
            log.executemany(KEEP, rows)
        self._prune_at_times()
        return refused

    def _prune_at_times(self) -> None:
        if time.monotonic() >= self._prune_at:
            self._prune_at = time.monotonic() + PRUNE_EVERY_SECONDS
            self._prune(time.time() - KEPT.total_seconds())

    def prune(self, before: datetime) -> int:
        """Forget what was kept before; its positions never come back. A few at a time, so that others get in."""
        return self._prune(before.timestamp())

    def _prune(self, before: float) -> int:
        gone = 0
        while True:
            with self._one_at_a_time, self._file.writing() as log:
                some = log.execute(PRUNE, [before, PRUNED_AT_ONCE]).rowcount
            gone += some
            if some < PRUNED_AT_ONCE:
                return gone

    def subscribe(self, group: str, topics: Collection[str]) -> LocalSubscription:
        return LocalSubscription(self._another(), group, topics, lease_seconds=self._lease_seconds)

    def lag(self, group: str, topics: Collection[str]) -> int:
        with self._one_at_a_time:
            self._file.version()  # with no topic this still says whether the log can be reached
            return sum(self._lag(group, topic, n) for topic in set(topics) for n in range(PARTITIONS))

    def _lag(self, group: str, topic: str, partition: int) -> int:
        asked = {"group": group, "topic": topic, "partition": partition}
        return int(str(self._file.ask(LAG, asked)[0][0]))

    def close(self) -> None:
        with self._one_at_a_time:
            self._file.close()
