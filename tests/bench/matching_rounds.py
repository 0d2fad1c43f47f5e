"""Two thousand people, five hundred coaches: from the wish for a round to its draft, and whether it is the optimum."""

import json
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from services.matching.actions import rounds, rounds_computing
from services.matching.actions.rounds_working import take_in_hand, work_on_rounds
from services.matching.domain.round import OBJECTIVES
from services.matching.index.pairing import NOBODY, Fits, best_together, first_come, fit_of
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.clock import FixedClock
from tests.bench.matching_world import MACHINE, desk_in, fill, settings_in

MEMBERS, COACHES, EACH = 2_000, 500, 5
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    desk = desk_in(settings_in(home), FixedClock(NOW))
    fill(desk, coaches=COACHES, members=MEMBERS)
    told = {"bench": "matching_rounds", "members": MEMBERS, "coaches": COACHES, "most_each": EACH}
    told |= {objective: _round(desk, objective) for objective in OBJECTIVES}
    told["parts"] = _parts(desk)
    for objective in OBJECTIVES:
        bare = told["parts"][objective]["solve_seconds"]
        told[objective]["times_the_bare_solver"] = round(told[objective]["again"]["seconds"] / bare, 1)
    print(json.dumps(told))
    shutil.rmtree(home)


def _round(desk: Desk, objective: str) -> dict:
    """The first one also reads and unseals everybody; people wait as long as the second."""
    return {"first": _drafted(desk, objective), "again": _drafted(desk, objective)}


def _drafted(desk: Desk, objective: str) -> dict:
    began = time.perf_counter()
    with transaction(desk, MACHINE) as tx:
        id = rounds.begin_round(tx, objective=objective, most_each=EACH).id
    while work_on_rounds(desk):
        pass
    with reading(desk, MACHINE) as rx:
        round = rounds.read_round(rx, id)
    seconds = time.perf_counter() - began
    assert round.state == "draft" and round.done == MEMBERS
    with transaction(desk, MACHINE) as tx:
        rounds.cancel_round(tx, id)
    return {"seconds": round_(seconds), **(round.compared or {})}


def _parts(desk: Desk) -> dict:
    """Where the time goes, and a proof of the optimum that does not ask the solver."""
    with transaction(desk, MACHINE) as tx:
        rounds.begin_round(tx, objective="best_fit", most_each=EACH)
    mine = take_in_hand(desk, MACHINE)
    gathered, reading_seconds = _timed(lambda: rounds_computing.gather(desk, MACHINE, mine))
    fits, scoring = _timed(lambda: [rounds_computing.fits_of(gathered.columns, each) for each in gathered.questions])
    told = {"pairs": sum(len(each.at) for each in fits)}
    told |= {"read_seconds": round_(reading_seconds), "score_seconds": round_(scoring)}
    for objective in OBJECTIVES:
        found, solving = _timed(lambda o=objective: best_together(fits, gathered.places, objective=o))
        assert _is_optimal(fits, gathered.places, found, waiting_costs=objective == "fewest_waiting")
        told[objective] = {"solve_seconds": round_(solving), "worst_served": _worst(fits, found), "optimal": True}
    return told | {"worst_served_first_come": _worst(fits, first_come(fits, gathered.places))}


def _worst(fits: list[Fits], found: np.ndarray) -> float:
    """In points, of those who have somebody."""
    served = fit_of(fits, found)
    return float(served[served >= 0].min() / 1000)


def _is_optimal(fits: list[Fits], places: np.ndarray, found: np.ndarray, *, waiting_costs: bool) -> bool:
    """No exchange along any circle would gain: the shortest ways settle (Bellman and Ford) instead of falling for ever.

    Nodes: people, coaches, and one for staying without. `waiting_costs`: to have nobody is worse than any fit.
    """
    people, nobody = len(fits), len(fits) + len(places)
    alone = 10**9 if waiting_costs else 0
    who = np.repeat(np.arange(people), [len(each.at) for each in fits])
    coach, fit = (np.concatenate([getattr(each, name) for each in fits]).astype(np.int64) for name in ("at", "fit"))
    taken = found[who] == coach
    free = np.array([(found == place).sum() < room for place, room in enumerate(places)])
    held = np.array([(found == place).sum() > 0 for place in range(len(places))])
    without = found == NOBODY
    arcs = [
        (who[~taken], people + coach[~taken], -fit[~taken]),
        (people + coach[taken], who[taken], fit[taken]),
        (np.flatnonzero(~without), np.full((~without).sum(), nobody), np.full((~without).sum(), alone)),
        (np.full(without.sum(), nobody), np.flatnonzero(without), np.full(without.sum(), -alone)),
        (people + np.flatnonzero(free), np.full(free.sum(), nobody), np.zeros(free.sum(), np.int64)),
        (np.full(held.sum(), nobody), people + np.flatnonzero(held), np.zeros(held.sum(), np.int64)),
    ]
    tail, head, cost = (np.concatenate([arc[part] for arc in arcs]) for part in range(3))
    way = np.zeros(nobody + 1, np.int64)
    for _ in range(len(way) + 1):
        before = way.copy()
        np.minimum.at(way, head, before[tail] + cost)
        if (way == before).all():
            return True
    return False


def _timed(do) -> tuple:
    began = time.perf_counter()
    done = do()
    return done, time.perf_counter() - began


def round_(seconds: float) -> float:
    return round(seconds, 3)


if __name__ == "__main__":
    main()
