"""The whole list at once, over the same columns: min-cost flow under each coach's places.

Imported by the worker alone: a web process carries no solver.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

NOBODY = -1


class Fits(NamedTuple):
    """Of one person: the places of all coaches who could, and how well each fits (whole, never negative)."""

    at: np.ndarray
    fit: np.ndarray


def best_together(people: Sequence[Fits], places: np.ndarray, *, objective: str) -> np.ndarray:
    """A coach for each person, or NOBODY.

    `best_fit`: the most fit in all, and of equals the fewest left waiting. `fewest_waiting`: as many people as at all
    possible, and of those ways the one that fits best.
    """
    who, coach, fit = _arcs(people, places)
    flow, middle = SimpleMinCostFlow(), len(people)
    source, sink = middle + len(places), middle + len(places) + 1
    members, coaches = np.arange(middle), np.flatnonzero(places > 0)
    _add(flow, np.full(middle, source), members, 1, 0)
    pairs = _add(flow, who, middle + coach, 1, -(fit * (middle + 1) + 1))
    _add(flow, middle + coaches, np.full(len(coaches), sink), places[coaches], 0)
    if objective == "best_fit":
        _add(flow, members, np.full(middle, sink), 1, 0)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([middle, -middle]))
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise ArithmeticError("no optimum was found")
    taken = flow.flows(pairs).astype(bool)
    found = np.full(middle, NOBODY)
    found[who[taken]] = coach[taken]
    return found


def first_come(people: Sequence[Fits], places: np.ndarray) -> np.ndarray:
    """Each in turn takes the best who has a place left: what a list read from the top would do."""
    left, found = places.copy(), np.full(len(people), NOBODY)
    for person, fits in enumerate(people):
        open_ = left[fits.at] > 0
        if open_.any():
            found[person] = fits.at[np.argmax(np.where(open_, fits.fit, -1))]
            left[found[person]] -= 1
    return found


def fit_of(people: Sequence[Fits], coaches: np.ndarray) -> np.ndarray:
    """How well each is served: -1 where nobody is."""
    return np.array(
        [
            int(fits.fit[fits.at == coach][0]) if coach != NOBODY else -1
            for fits, coach in zip(people, coaches, strict=True)
        ],
        np.int64,
    )


def _arcs(people: Sequence[Fits], places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    none = np.empty(0, np.int64)
    who = np.repeat(np.arange(len(people)), [len(fits.at) for fits in people])
    coach = np.concatenate([none, *(fits.at for fits in people)])
    fit = np.concatenate([none, *(fits.fit for fits in people)]).astype(np.int64)
    open_ = places[coach] > 0
    return who[open_], coach[open_], fit[open_]


def _add(flow: SimpleMinCostFlow, tails, heads, capacities, costs) -> np.ndarray:
    of = np.shape(tails)
    whole = [np.broadcast_to(np.asarray(each, np.int64), of) for each in (tails, heads, capacities, costs)]
    return flow.add_arcs_with_capacity_and_unit_cost(*whole)
