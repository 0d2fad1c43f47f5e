"""How soon an opening is found: our domain beside the plainest ways, our door beside an empty one, with ever more past.

W1: all openings of one coach in four weeks over a change of clocks. W2: the first opening of anybody among 1,000
coaches in 8 zones. W3: the first of each.

python-dateutil answers the same in two ways. `dateutil`: a rule for the windows, each booking compared; where only the
first is wanted, each rule is expanded for the range asked, without what is booked, and the earliest taken, as it is
usually done. `dateutil_early_exit` stops at the first instead, as kindly as it can be measured.
"""

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from services.scheduling.domain.hours import Hours, Rules, Window
from services.scheduling.domain.openings import Diary, openings
from shared.process.log import speak_in_ids
from tests.bench.scheduling_sweeps import HOUR, Calendar, expanded, plain, sweep
from tests.bench.scheduling_world import COACHES, ZONES, World, a_calendar, percentile, served

SPRING = int(datetime(2026, 3, 2, 5, tzinfo=UTC).timestamp())
FOUR_WEEKS = SPRING, SPRING + 28 * 24 * HOUR
RULES = Rules(min_notice_minutes=0)
NINE_TO_FIVE = {day: [Window(9 * HOUR, 17 * HOUR)] for day in range(5)}
Way = Callable[[Any, int, int], Iterator[int]]
ALL: dict[str, Way] = {"dateutil": plain}
FIRST: dict[str, Way] = {"dateutil": expanded, "dateutil_early_exit": plain}


def main() -> None:
    speak_in_ids(service="bench")
    told = {"bench": "scheduling openings", "in_process_ms": _in_process()}
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    print(json.dumps(told | {"http_ms": _through_the_door(home / "door"), "growth_ms": _growth(home)}))


def _in_process() -> dict[str, Any]:
    chance = random.Random(7)
    calendars = [a_calendar(chance, ZONES[n % len(ZONES)], SPRING) for n in range(COACHES)]
    one = a_calendar(chance, "America/New_York", SPRING)
    return {
        "W1": _beside(lambda way, read: list(way(read(one), *FOUR_WEEKS)), ALL, times=60),
        "W2": _beside(lambda way, read: min(_first_of_each(way, read, calendars)), FIRST, times=15),
        "W3": _beside(lambda way, read: _first_of_each(way, read, calendars), FIRST, times=15),
    }


def _first_of_each(way: Way, read: Callable[[Calendar], Any], calendars: list[Calendar]) -> list[int]:
    found = (next(way(read(calendar), *FOUR_WEEKS), None) for calendar in calendars)
    return [start for start in found if start is not None]


def _beside(
    work: Callable[[Way, Callable[[Calendar], Any]], Any], peers: dict[str, Way], *, times: int
) -> dict[str, float]:
    """Processor time. They take turns and each turn has its own ratio, so that whatever else the machine does falls on
    both; and all say the same. Our diaries are made anew each time: nothing is remembered from turn to turn."""
    hours = {zone: Hours(zone, NINE_TO_FIVE, rules=RULES) for zone in ZONES}
    ways = {"ours": (ours, lambda c: Diary(hours[c.zone], c.booked)), "sweep": (sweep, lambda c: c)}
    ways |= {name: (way, lambda c: c) for name, way in peers.items()}
    answers = {name: work(*way) for name, way in ways.items()}
    assert all(answer == answers["ours"] for answer in answers.values())
    turns = [
        {name: _cpu_ms(lambda way=way: work(*way)) for name, way in ways.items() if name not in peers or turn % 5 == 0}
        for turn in range(times)
    ]
    found = {name: round(median(turn[name] for turn in turns if name in turn), 3) for name in ways}
    ratios = {"to_sweep": _ratio(turns, "ours", "sweep")}
    return found | ratios | {f"{name}_to_ours": _ratio(turns, name, "ours") for name in peers}


def _ratio(turns: list[dict[str, float]], one: str, other: str) -> float:
    return round(median(turn[one] / turn[other] for turn in turns if one in turn), 2)


def ours(diary: Diary, first: int, last: int) -> Iterator[int]:
    return (opening.start for opening in openings(diary, minutes=60, now=first, first=first, last=last))


def _through_the_door(home: Path) -> dict[str, Any]:
    world = World(home)
    world.fill(sessions_each=40)
    asks = {"empty": world.nothing, "W1": world.openings_of_one, "W3": world.earliest_of_each}
    with served(world):
        spent = {name: [_ms(ask) for _ in range(25 if name == "W3" else 150)] for name, ask in asks.items()}
    p95 = {name: round(percentile(each, 95), 2) for name, each in spent.items()}
    medians = {name: round(median(each), 2) for name, each in spent.items()}
    told = {"sessions": world.sessions, "p95": p95, "aimed_p95": {"W1": 15, "W3": 150}, "median": medians}
    ratios = {"p95_ratio_to_empty": p95, "median_ratio_to_empty": medians}
    return told | {
        said: {name: round(ms[name] / ms["empty"], 1) for name in ("W1", "W3")} for said, ms in ratios.items()
    }


def _growth(home: Path) -> dict[str, float]:
    """Sessions of the past, and the processor time of a question about the next four weeks."""
    told = {}
    for past in (1_000, 10_000, 100_000):
        world = World(home / str(past), coaches=50)
        world.fill(sessions_each=past // 50, past=True)
        with world.asked_in_process() as ask:
            list(islice(iter(ask, None), 5))
            told[str(past)] = round(median(_cpu_ms(ask) for _ in range(40)), 2)
    return told | {"most_to_fewest": round(told["100000"] / told["1000"], 2)}


def _cpu_ms(deed: Callable[[], Any]) -> float:
    began = process_time()
    deed()
    return (process_time() - began) * 1000


def _ms(deed: Callable[[], Any]) -> float:
    began = perf_counter()
    deed()
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
