"""The columns are held to the plain rules, coach by coach: same people, same order, same points."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from services.matching.domain import eligibility
from services.matching.domain.ranking import rank
from services.matching.index.columns import empty
from services.matching.index.facts import Reader
from services.matching.index.filtering import not_shown
from services.matching.index.lexicon import Lexicon
from services.matching.index.ranking import best
from tests.unit.matching.crowd import NOON, VOCABULARY
from tests.unit.matching.worlds import CODES, a_coach, a_world, in_columns

WORLDS = range(1000)


def by_the_rules(question, coaches):
    """One coach at a time, in plain Python."""
    may = [coach for coach in coaches if not eligibility.broken(question.member, coach, question.limits)]
    asked = {"now": question.now, "ready_from": question.ready_from}
    ranked = rank(question.member, may, seed=question.seed, weights=question.weights, **asked)
    return [(one.coach.id, one.score) for one in ranked]


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_small_worlds_are_ranked_alike(block):
    for number in WORLDS[block::10]:
        question, coaches = a_world(number)
        assert best(in_columns(coaches), question, limit=50) == by_the_rules(question, coaches), number


def test_the_first_few_are_the_first_few_of_all():
    for number in WORLDS[:200]:
        question, coaches = a_world(number, most=60)
        assert best(in_columns(coaches), question, limit=3) == by_the_rules(question, coaches)[:3], number


def test_everybody_tied_is_a_lot_and_not_an_order_of_entry():
    question, _ = a_world(7)
    alike = [replace(a_coach(Random(1), "one", CODES), id=f"coach {n:04}", active=True) for n in range(3000)]
    free = replace(question, limits=replace(question.limits, apart=frozenset()), seen={})
    alike = [replace(one, accepting=True, load=0, capacity=20, shown_lately=0) for one in alike]
    assert best(in_columns(alike), free, limit=20) == by_the_rules(free, alike)[:20]


def test_each_limit_keeps_out_and_would_open_as_many():
    for number in WORLDS[:300]:
        question, coaches = a_world(number)
        breaks = [eligibility.broken(question.member, coach, question.limits) for coach in coaches]
        assert not_shown(in_columns(coaches), question) == eligibility.not_shown(breaks), number


def test_the_order_in_which_coaches_came_changes_nothing():
    for number in WORLDS[:100]:
        question, coaches = a_world(number)
        mixed = Random(number).sample(coaches, len(coaches))
        assert best(in_columns(mixed), question, limit=50) == best(in_columns(coaches), question, limit=50)


def test_coaches_who_come_change_and_go_one_by_one_end_up_as_if_read_at_once():
    for number in WORLDS[:100]:
        question, coaches = a_world(number)
        chance = Random(number)
        columns = empty(Lexicon(VOCABULARY), NOON - timedelta(days=1))
        for coach in chance.sample(coaches, len(coaches)):
            for now in (replace(coach, load=1, openings=None), coach):
                columns = changed(columns, [now], gone=[])
        leaving = {coach.id for coach in coaches if chance.random() < 0.2}
        columns = changed(columns, [], gone=leaving)
        stay = [coach for coach in coaches if coach.id not in leaving]
        assert best(columns, question, limit=50) == by_the_rules(question, stay), number


def changed(columns, coaches, *, gone):
    lexicon = columns.lexicon.copy()
    facts = [Reader(VOCABULARY, lexicon).of(coach) for coach in coaches]
    return columns.after(facts, lexicon=lexicon, gone=gone, now=NOON)


def test_having_more_in_common_never_lowers_a_coach_in_the_columns():
    for number in WORLDS[:300]:
        question, coaches = a_world(number)
        chance = Random(number)
        code, coach = chance.choice(CODES), chance.choice(coaches)
        both = replace(question, member=sharing(question.member, code))
        fewer, more = [without(one, code) if one is coach else one for one in coaches], coaches
        more = [sharing(one, code) if one is coach else one for one in coaches]
        before, after = (dict(best(in_columns(people), both, limit=50)) for people in (fewer, more))
        if coach.id in before and coach.id in after:
            assert after[coach.id] >= before[coach.id], number


def sharing(person, code):
    return replace(person, profile=replace(person.profile, used=person.profile.used | {code}))


def without(person, code):
    return replace(person, profile=replace(person.profile, used=person.profile.used - {code}))


def test_time_moves_on_and_the_window_with_it():
    for number in WORLDS[:60]:
        question, coaches = a_world(number)
        later = replace(question, now=question.now + timedelta(days=3, hours=5))
        moved = changed(in_columns(coaches), [], gone=[])
        assert best(moved, later, limit=50) == by_the_rules(later, coaches), number
        rolled = replace(moved, hours=moved.hours.as_of(later.now))
        assert best(rolled, later, limit=50) == by_the_rules(later, coaches), number
