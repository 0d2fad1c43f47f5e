"""Bookings a second through the door, beside a bare endpoint with the same token check and one durable row; and beside
what an empty room behind our own door is asked a second. The floors are measured in the same run.
"""

import http.client
import json
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from shared.kernel.ids import new_id
from tests.bench.scheduling_world import ZONES, World, percentile, served

COACHES, EACH, AT_ONCE = 100, 10, 8
ALONE = 40  # the last wishes of a round, each other one by nobody but one
Wish = tuple[str, dict[str, Any] | None]


def main() -> None:
    world = World(Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp")) / "door", coaches=COACHES)
    world.fill(sessions_each=0)
    wishes = _bookings(world)
    alone: list[float] = []
    rounds = [_round(world, list(islice(wishes, COACHES * EACH // 5)), alone) for _ in range(5)]
    told = {name: round(median(each[name] for each in rounds), 2) for name in rounds[0]}
    told |= {"alone_p50_ms": round(median(alone), 1), "alone_p95_ms": round(percentile(alone, 95), 1)}
    print(json.dumps({"bench": "scheduling bookings", "at_once": AT_ONCE, "asked_ratio": 0.25} | told))


def _round(world: World, wishes: list[Wish], alone: list[float]) -> dict[str, float]:
    """Taking turns, so that whatever else the machine does falls on both."""
    with served(world):
        ours = _rate(world, wishes[::2])
        kept = _rate(world, wishes[1:-ALONE:2], with_key=True)
        alone += _post(world.port, world.headers(), wishes[-ALONE + 1 :: 2], with_key=True)
        empty = _rate(world, [("/v1/nothing", None)] * len(wishes))
    with served(world, "bare"):
        bare = _rate(world, [("/v1/row", {})] * len(wishes))
    rates = {"bookings_per_second": ours, "with_a_key_per_second": kept, "bare_rows_per_second": bare}
    rates |= {"empty_room_per_second": empty, "ratio_to_empty_room": ours / empty}
    return rates | {"ratio": ours / bare, "ratio_with_a_key": kept / bare}


def _bookings(world: World) -> Iterator[Wish]:
    """Each a time nobody has yet: another coach, then another day."""
    today = datetime.now(UTC).replace(hour=18, minute=0, second=0, microsecond=0)
    days = [day for n in range(2, 40) if (day := today + timedelta(days=n)).weekday() < 5]
    american = [pair for n, pair in enumerate(world.pairs) if ZONES[n % len(ZONES)].startswith("America")]
    for day in days:
        for match_id, _, _ in american:
            yield "/v1/sessions", {"match_id": match_id, "starts_at": day.isoformat().replace("+00:00", "Z")}


def _rate(world: World, wishes: list[Wish], *, with_key: bool = False) -> float:
    headers = world.headers()
    portions = [wishes[n::AT_ONCE] for n in range(AT_ONCE)]
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        list(crowd.map(lambda portion: _post(world.port, headers, portion, with_key), portions))
    return len(wishes) / (time.perf_counter() - began)


def _post(port: int, headers: dict[str, str], wishes: list[Wish], with_key: bool) -> list[float]:
    """How long each took, in milliseconds."""
    door, spent = http.client.HTTPConnection("127.0.0.1", port), []
    for path, wish in wishes:
        key = {"Idempotency-Key": new_id()} if with_key else {}
        body, began = None if wish is None else json.dumps(wish), time.perf_counter()
        door.request("GET" if wish is None else "POST", path, body, headers | key)
        answer = door.getresponse()
        told = answer.read()
        assert answer.status in (200, 201), told
        spent.append((time.perf_counter() - began) * 1000)
    door.close()
    return spent


if __name__ == "__main__":
    main()
