"""Whole journeys through real processes, on both engines: how many a second, and how soon a booking is planned for."""

import json
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from deploy.engines.__main__ import engines as both_engines
from shared.kernel.ids import new_id
from tests.desk.installation import Installation
from tests.desk.postbox import Postbox
from tests.journeys.walk import Walker

JOURNEYS, AT_ONCE, COACHES = 60, 4, 12


def main() -> None:
    told: dict[str, Any] = {"bench": "journeys", "journeys": JOURNEYS, "at_once": AT_ONCE}
    for engine in ("embedded", "engines"):
        told[engine] = _measure(engine)
    print(json.dumps(told))


def _measure(engine: str) -> dict[str, Any]:
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    home.chmod(0o755)
    with Postbox() as postbox, _engine(engine, home) as environment:
        house = Installation(home / "house", postbox, None, environment)
        began = time.perf_counter()
        house.start()
        ready = time.perf_counter() - began
        try:
            return {"ready_seconds": round(ready, 1), "memory_mb": _memory_mb(house), **_journeys(house)}
        finally:
            house.stop()


@contextmanager
def _engine(engine: str, home: Path) -> Iterator[dict[str, str]]:
    if engine == "embedded":
        yield {}
    else:
        with both_engines(home / "engines") as environment:
            yield environment


def _journeys(house: Installation) -> dict[str, Any]:
    walker = Walker(house, new_id())
    coaches = {coach.person: coach for coach in (walker.coach(f"Coach {n}") for n in range(COACHES))}
    booking = threading.Lock()
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        booked = list(crowd.map(lambda n: _walk(walker, coaches, random.Random(n), booking), range(JOURNEYS)))
    seconds = time.perf_counter() - began
    late = sorted(_planned_after_ms(walker, session, at) for session, at in booked)
    cuts = {"p50": round(median(late), 1), "p99": round(quantiles(late, n=100)[-1], 1)}
    return {"journeys_per_second": round(JOURNEYS / seconds, 2), "booking_to_reminder_planned_ms": cuts}


def _walk(walker: Walker, coaches: Any, chance: random.Random, booking: threading.Lock) -> tuple[str, datetime]:
    """As a person would, but two never want the same hour: this measures speed, not rivalry."""
    member = walker.member("Ada")
    referral = walker.referral(member)
    shortlist = walker.shortlist(referral)
    coach = coaches[chance.choice(shortlist["items"])["coach_id"]]
    walker.offer(referral, shortlist, [coach.person])
    match = walker.accept(coach, referral)
    with booking:
        later = [start for start in walker.openings(match, member, days=7)][48:]
        session = walker.book(match, chance.choice(later), member)
        return session["id"], datetime.now(UTC)


def _planned_after_ms(walker: Walker, session_id: str, committed_at: datetime) -> float:
    """From the answer to the booking (it was committed by then) until the reminder stood in notifications."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = walker.get("notifications", "/v1/messages", walker.supervisor, session_id=session_id)["items"]
        planned = [m["planned_at"] for m in found if m["kind"] == "reminder"]
        if planned:
            return max(0.0, (datetime.fromisoformat(min(planned)) - committed_at).total_seconds() * 1000)
        time.sleep(0.05)
    raise AssertionError(f"no reminder was planned for {session_id}")


def _memory_mb(house: Installation) -> int:
    """Proportional: what processes share is counted once."""
    groups = {process.pid for process in house.processes.values()}
    return sum(_pss_kb(path) for path in Path("/proc").glob("[0-9]*") if _group(path) in groups) // 1024


def _group(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[2])
    except (OSError, IndexError):
        return 0


def _pss_kb(path: Path) -> int:
    try:
        lines = (path / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
