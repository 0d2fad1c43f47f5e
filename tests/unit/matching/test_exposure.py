from datetime import timedelta

from services.matching.domain.exposure import FULL, ONE_LOOK, Seen, ease, places
from tests.unit.matching.crowd import NOON

FIFTY = [f"coach {n:02}" for n in range(50)]


def shown(order, seed):
    return [place.coach_id for place in places(order, seed=seed)]


def test_first_place_is_never_given_by_lot():
    assert all(shown(FIFTY, str(n))[0] == FIFTY[0] for n in range(300))


def test_about_one_position_in_twenty_is_given_by_lot():
    drawn = sum(1 for n in range(400) for at, place in enumerate(places(FIFTY, seed=str(n))[:25]) if place.is_by_lot)
    assert 0.04 < drawn / (400 * 25) < 0.09


def test_nobody_is_lost_and_everybody_remembers_where_the_points_put_them():
    for n in range(100):
        kept = places(FIFTY, seed=str(n))
        assert sorted(place.coach_id for place in kept) == FIFTY
        assert [place.position for place in kept] == list(range(1, 51))
        assert all(FIFTY[place.by_points - 1] == place.coach_id for place in kept)


def test_the_same_request_draws_the_same_lot():
    assert shown(FIFTY, "a request") == shown(FIFTY, "a request")
    assert len({tuple(shown(FIFTY, str(n))) for n in range(20)}) > 10


def test_a_list_that_fits_on_one_look_is_left_alone():
    assert all(shown(FIFTY[:ONE_LOOK], str(n)) == FIFTY[:ONE_LOOK] for n in range(200))


def test_whoever_was_shown_longest_ago_and_least_often_comes_sooner():
    rested = [
        Seen(9, NOON),
        Seen(2, NOON),
        Seen(2, NOON - timedelta(days=3)),
        Seen(1, NOON - timedelta(days=3)),
        Seen(),
    ]
    eased = [ease(seen, NOON) for seen in rested]
    assert eased == sorted(eased) and eased[-1] == FULL
