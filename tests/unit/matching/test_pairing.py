"""The whole list at once: held to every way there is, on small worlds."""

from itertools import product
from random import Random

import numpy as np
import pytest

from services.matching.index.pairing import NOBODY, Fits, best_together, first_come, fit_of

WORLDS = range(1000)


def a_list(number):
    """A few people, a few coaches, who could walk with whom, and how well."""
    chance = Random(number)
    coaches = chance.randint(1, 3)
    people = []
    for _ in range(chance.randint(1, 5)):
        at = [coach for coach in range(coaches) if chance.random() < 0.7]
        people.append(Fits(np.array(at, np.int64), np.array([chance.choice((0, 5, 9, 60, 88)) for _ in at], np.int64)))
    return people, np.array([chance.randint(0, 2) for _ in range(coaches)])


def every_way(people, places):
    """All assignments that break no limit, each with its fit and how many have somebody."""
    for way in product(*([NOBODY, *fits.at] for fits in people)):
        if all(way.count(coach) <= room for coach, room in enumerate(places)):
            served = fit_of(people, np.array(way))
            yield int(served[served >= 0].sum()), int((served >= 0).sum())


def told(people, found):
    served = fit_of(people, found)
    return int(served[served >= 0].sum()), int((served >= 0).sum())


def test_best_fit_is_the_best_of_every_way_there_is():
    for number in WORLDS:
        people, places = a_list(number)
        found = best_together(people, places, objective="best_fit")
        assert told(people, found) == max(every_way(people, places)), number


def test_fewest_waiting_leaves_as_few_as_any_way_and_of_those_fits_best():
    for number in WORLDS:
        people, places = a_list(number)
        fit, served = told(people, best_together(people, places, objective="fewest_waiting"))
        assert (served, fit) == max((count, fit) for fit, count in every_way(people, places)), number


@pytest.mark.parametrize("objective", ["best_fit", "fewest_waiting"])
def test_no_limit_is_broken_and_first_come_first_served_breaks_none_either(objective):
    for number in WORLDS:
        people, places = a_list(number)
        for found in (best_together(people, places, objective=objective), first_come(people, places)):
            assert all(coach in (NOBODY, *fits.at) for fits, coach in zip(people, found, strict=True))
            assert all((found == coach).sum() <= room for coach, room in enumerate(places))


def test_first_come_first_served_is_never_better_together():
    for number in WORLDS:
        people, places = a_list(number)
        best = told(people, best_together(people, places, objective="best_fit"))
        assert told(people, first_come(people, places))[0] <= best[0]


def test_the_same_list_gives_the_same_draft():
    people, places = a_list(11)
    drafts = [best_together(people, places, objective="best_fit").tolist() for _ in range(3)]
    assert drafts[0] == drafts[1] == drafts[2]


def test_nobody_waiting_is_a_round_too():
    assert best_together([], np.array([1]), objective="best_fit").tolist() == []
