"""From a due row to a marked one: claimed, written, handed over to a raw sink, kept. Beside a bare smtplib loop, which
hands over one of the same mails again and again.

`--drain 100000` drains that many at the end, and watches memory; without it, a smaller number.
"""

import argparse
import json
import logging
import smtplib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import structlog

from services.notifications.actions.delivery import Courier
from services.notifications.domain.message import Outcome
from services.notifications.senders.mime import as_bytes
from services.notifications.senders.port import Mail
from services.notifications.senders.smtp import SmtpSender
from shared.process.memory import settle
from tests.bench.notifications_world import World
from tests.bench.smtp_sink import Sink, sink

ROUNDS, EACH, AT_ONCE = 5, 500, 250


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--drain", type=int, default=3000)
    drain = asked.parse_args().drain
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with sink() as post:
        world = World(post.url)
        mail = _one_of_ours(world, post)
        courier = Courier(world.desk, SmtpSender(post.url), name="bench")
        settle()  # as a worker does
        rounds = [_round(world, courier, post, mail) for _ in range(ROUNDS)]
        told: dict[str, object] = {name: round(median(each[name] for each in rounds), 2) for name in rounds[0]}
        told |= _punctual(world, courier, post) | _drained(world, courier, drain)
        courier.close()
    print(json.dumps({"bench": "notifications sends"} | told))


class Keeping(SmtpSender):
    """Keeps what it was given last."""

    mail: Mail

    def send(self, mail: Mail) -> Outcome:
        self.mail = mail
        return super().send(mail)


def _one_of_ours(world: World, post: Sink) -> bytes:
    sender = Keeping(post.url)
    courier = Courier(world.desk, sender, name="first")
    world.plan(1)
    assert _until_done(courier) == 1
    courier.close()
    return as_bytes(sender.mail)


def _round(world: World, courier: Courier, post: Sink, mail: bytes) -> dict[str, float]:
    """Taking turns, so that whatever else the machine does falls on both."""
    bare = _bare(post, mail)
    world.plan(EACH)
    began = time.perf_counter()
    assert _until_done(courier) == EACH
    ours = EACH / (time.perf_counter() - began)
    return {"ours_per_second": ours, "bare_per_second": bare, "ratio": ours / bare}


def _bare(post: Sink, mail: bytes) -> float:
    where = urlsplit(post.url)
    with smtplib.SMTP(where.hostname or "", where.port or 0) as line:
        began = time.perf_counter()
        for _ in range(EACH):
            line.sendmail("alex@localhost", ["sam@example.org"], mail)
        return EACH / (time.perf_counter() - began)


def _punctual(world: World, courier: Courier, post: Sink) -> dict[str, float]:
    """All of one hour's reminders of 10,000 members, due at the same moment: how late is the last but few?"""
    due_at = datetime.now(UTC) + timedelta(seconds=3)
    world.plan(AT_ONCE, due_at=due_at)
    post.arrivals()
    while (left := (due_at - datetime.now(UTC)).total_seconds()) > 0:
        time.sleep(min(left, 0.05))
    _until_done(courier)
    late = sorted(at - due_at.timestamp() for at in post.arrivals())
    return {"due_at_once": AT_ONCE, "p50_late_seconds": round(late[len(late) // 2], 2),
            "p99_late_seconds": round(late[int(len(late) * 0.99)], 2)}  # fmt: skip


def _drained(world: World, courier: Courier, count: int) -> dict[str, float]:
    world.plan(count)
    began, before, grown = time.perf_counter(), _resident(), 0.0
    while courier.turn():
        grown = max(grown, _resident() - before)
    seconds = time.perf_counter() - began
    return {"drained": count, "drain_seconds": round(seconds, 1), "drain_per_second": round(count / seconds),
            "memory_grown_megabytes": round(grown, 1)}  # fmt: skip


def _until_done(courier: Courier) -> int:
    done = 0
    while some := courier.turn():
        done += some
    return done


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main()
