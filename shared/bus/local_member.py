"""One member of a group on the local log. Partitions are held by leases, in real time, renewed by polling."""

import sqlite3
import time
import uuid
from collections.abc import Collection, Iterator, Sequence
from threading import Lock

from shared.bus.log_file import LogFile
from shared.bus.port import PARTITIONS, BusUnavailable, Delivery

Place = tuple[str, int]
LOOK_EVERY_SECONDS = 0.02
ASK_AGAIN_SECONDS = 0.1
NEWS = """
SELECT position, key, value FROM log WHERE topic = ? AND partition = ? AND position >= ?
ORDER BY position LIMIT ?
"""
# A clock set back would keep a lease alive for as long: one that ends too far ahead counts as ended.
ENDED = "(until < :now OR until > :now + 2 * :lease)"
HELD = "SELECT topic, partition FROM leases WHERE heard_by = :group AND member = :member"
TAKE = f"""
INSERT INTO leases VALUES (:group, :topic, :partition, :member, :now + :lease)
ON CONFLICT DO UPDATE SET member = excluded.member, until = excluded.until
WHERE member = excluded.member OR {ENDED}
"""  # nosec B608
COMMITTED = "SELECT position FROM committed WHERE heard_by = :group AND topic = :topic AND partition = :partition"
COMMIT = """
INSERT OR REPLACE INTO committed
SELECT heard_by, topic, partition, :position FROM leases
WHERE heard_by = :group AND topic = :topic AND partition = :partition AND member = :member
"""
STILL_HERE = "SET until = :now + :lease WHERE heard_by = :group AND member = :member"


class LocalSubscription:
    """A member that falls silent for a lease is taken over, and what it commits afterwards is not kept."""

    def __init__(self, file: LogFile, group: str, topics: Collection[str], *, lease_seconds: float) -> None:
        self._file, self._topics, self._lease_seconds = file, sorted(set(topics)), lease_seconds
        self._who = {"group": group, "member": uuid.uuid4().hex, "lease": lease_seconds}
        self._one_at_a_time = Lock()
        self._positions: dict[Place, int] = {}
        self._renew_at = self._ours_until = 0.0
        self._renew()

    def poll(self, *, timeout_seconds: float, limit: int = 100) -> list[Delivery]:
        until = time.monotonic() + timeout_seconds
        while True:
            with self._one_at_a_time:
                if time.monotonic() >= self._renew_at:
                    self._renew()
                seen = self._file.version()
                found = list(self._take(limit))
            if found or not self._wait(seen, until):
                return found

    def _wait(self, seen: int, until: float) -> bool:
        """Until somebody writes, or our lease wants renewing; False when the time is over."""
        while time.monotonic() < until:
            time.sleep(LOOK_EVERY_SECONDS)
            with self._one_at_a_time:
                if time.monotonic() >= self._renew_at or self._file.version() != seen:
                    return True
        return False

    def _take(self, limit: int) -> Iterator[Delivery]:
        """The partition read first goes to the end of the line, so that a busy one starves nobody."""
        for place in list(self._positions):
            news = self._file.ask(NEWS, [*place, self._positions[place], limit])
            for position, key, value in news:
                limit -= 1
                yield Delivery(*place, position, key, value)  # type: ignore[arg-type]
            if news:
                del self._positions[place]
                self._positions[place] = int(str(news[-1][0])) + 1
            if limit <= 0:
                return

    def _renew(self) -> None:
        """Say that we live, let go of what is others' share, take what is ours and free."""
        began = time.monotonic()
        with self._file.writing() as log:
            self._say_we_live(log)
            share = {(topic, n) for topic in self._topics for n in self._share_of(log, topic)}
            self._let_go(log, share)
            held = {place for place in sorted(share) if self._lease(log, place)}
            done = {place: self._committed(log, place) for place in held}
        self._positions = {place: at for place, at in self._positions.items() if place in held}
        if began > self._ours_until:
            self._positions = {}  # somebody may have heard on in our place
        self._positions = self._positions | {place: done[place] for place in held - self._positions.keys()}
        self._ours_until = began + self._lease_seconds
        self._renew_at = began + (self._lease_seconds / 3 if held == share else ASK_AGAIN_SECONDS)

    def _say_we_live(self, log: sqlite3.Connection) -> None:
        log.execute(f"DELETE FROM members WHERE heard_by = :group AND {ENDED}", self._now())  # nosec B608
        for topic in self._topics:
            row = {"topic": topic, **self._now()}
            log.execute("INSERT OR REPLACE INTO members VALUES (:group, :member, :topic, :now + :lease)", row)

    def _now(self) -> dict[str, object]:
        return {**self._who, "now": time.time()}

    def _share_of(self, log: sqlite3.Connection, topic: str) -> range:
        listening = "SELECT member FROM members WHERE heard_by = :group AND topic = :topic ORDER BY member"
        members = [name for (name,) in log.execute(listening, {**self._who, "topic": topic})]
        return range(members.index(self._who["member"]), PARTITIONS, len(members))

    def _let_go(self, log: sqlite3.Connection, share: set[Place]) -> None:
        for topic, partition in set(log.execute(HELD, self._who).fetchall()) - share:
            mine = "heard_by = :group AND topic = :topic AND partition = :partition AND member = :member"
            log.execute(f"DELETE FROM leases WHERE {mine}", {**self._who, "topic": topic, "partition": partition})  # nosec B608

    def _lease(self, log: sqlite3.Connection, place: Place) -> bool:
        row = {**self._now(), "topic": place[0], "partition": place[1]}
        return log.execute(TAKE, row).rowcount == 1

    def _committed(self, log: sqlite3.Connection, place: Place) -> int:
        row = log.execute(COMMITTED, {**self._who, "topic": place[0], "partition": place[1]}).fetchone()
        return int(row[0]) if row else 0

    def commit(self, deliveries: Sequence[Delivery]) -> None:
        """Says that we live, too: somebody who is slow but hands in their work is not taken over."""
        done = {(each.topic, each.partition): each.offset + 1 for each in deliveries}
        rows = [{**self._who, "topic": t, "partition": p, "position": at} for (t, p), at in done.items()]
        try:
            with self._one_at_a_time, self._file.writing() as log:
                log.executemany(COMMIT, rows)
                if time.monotonic() >= self._renew_at:
                    log.execute(f"UPDATE leases {STILL_HERE}", self._now())
                    log.execute(f"UPDATE members {STILL_HERE}", self._now())
        except BusUnavailable:
            return

    def seek(self, topic: str, partition: int, offset: int) -> None:
        with self._one_at_a_time:
            if (topic, partition) in self._positions:
                self._positions[topic, partition] = offset

    def close(self) -> None:
        """The others need not wait for our leases to end."""
        with self._one_at_a_time:
            try:
                with self._file.writing() as log:
                    for table in ("leases", "members"):
                        log.execute(f"DELETE FROM {table} WHERE heard_by = :group AND member = :member", self._who)  # nosec B608
            except BusUnavailable:
                pass
            self._file.close()
