from datetime import timedelta

import pytest

from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    DEE,
    DEE_THE_MEMBER,
    TUESDAY_TEN,
)

DEE_AND_BO = new_id()
ELEVEN = "2026-11-24T16:00:00Z"


@pytest.fixture
def centre(open_centre):
    open_centre.match(DEE_AND_BO, BO, DEE)
    return open_centre


def hold(centre, starts_at=TUESDAY_TEN, actor=ADA_THE_MEMBER, match_id=ADA_AND_BO):
    return centre.ask("POST", "/holds", actor, json={"match_id": match_id, "starts_at": starts_at})


def test_a_held_time_is_kept_and_then_lets_go_by_itself(centre):
    held = hold(centre)
    assert (held.status_code, held.json["expires_at"]) == (201, "2026-11-23T14:05:00Z")
    assert TUESDAY_TEN not in centre.openings(DEE_THE_MEMBER, match_id=DEE_AND_BO)
    assert TUESDAY_TEN not in centre.bookable()
    assert centre.book(DEE_THE_MEMBER, DEE_AND_BO).json["code"] == "taken"
    centre.room.clock.at += timedelta(minutes=5)
    assert TUESDAY_TEN in centre.openings(DEE_THE_MEMBER, match_id=DEE_AND_BO)
    assert centre.book(DEE_THE_MEMBER, DEE_AND_BO).status_code == 201
    late = centre.book(hold_id=held.json["id"])
    assert (late.status_code, late.json["code"]) == (409, "hold_expired")


def test_matching_hears_of_a_hold_that_ran_out(centre):
    hold(centre)
    centre.room.tick(minutes=5)
    assert TUESDAY_TEN in centre.bookable()
    told = len(centre.said("availability."))
    centre.room.tick(minutes=5)
    assert len(centre.said("availability.")) == told


def test_a_hold_becomes_the_session_it_was_for(centre):
    held = hold(centre).json
    assert centre.book(hold_id=held["id"], starts_at=ELEVEN).json["code"] == "other_hold"
    assert centre.book(hold_id=held["id"]).status_code == 201
    centre.room.tick(minutes=6)
    assert centre.book(DEE_THE_MEMBER, DEE_AND_BO).json["code"] == "taken"


def test_two_people_hold_one_time_at_once(centre):
    hold(centre)
    assert hold(centre, ELEVEN).status_code == 201
    assert TUESDAY_TEN in centre.openings(DEE_THE_MEMBER, match_id=DEE_AND_BO)


def test_a_hold_is_let_go_by_those_it_is_for(centre):
    held = hold(centre).json
    assert centre.ask("DELETE", f"/holds/{held['id']}", DEE_THE_MEMBER).status_code == 404
    assert centre.ask("DELETE", f"/holds/{held['id']}", BO_THE_COACH).status_code == 204
    assert TUESDAY_TEN in centre.openings()
    assert centre.ask("DELETE", f"/holds/{held['id']}").status_code == 404
    assert centre.book(hold_id=held["id"]).json["code"] == "hold_expired"


def extend(centre, held, actor=ADA_THE_MEMBER):
    return centre.ask("POST", f"/holds/{held['id']}/extension", actor)


def test_a_hold_about_to_lapse_is_kept_for_longer_and_not_for_ever(centre):
    held = hold(centre).json
    assert extend(centre, held, DEE_THE_MEMBER).status_code == 404
    for _ in range(10):
        centre.room.tick(minutes=4)
        kept = extend(centre, held)
        assert kept.status_code == 201 and TUESDAY_TEN not in centre.openings(DEE_THE_MEMBER, match_id=DEE_AND_BO)
    assert (kept.json["id"], kept.json["expires_at"]) == (held["id"], "2026-11-23T14:45:00Z")
    refused = extend(centre, held)
    assert (refused.status_code, refused.json["code"]) == (409, "kept_long_enough")
    assert centre.book(hold_id=held["id"]).status_code == 201


def test_a_hold_that_let_go_is_not_called_back(centre):
    held = hold(centre).json
    centre.room.clock.at += timedelta(minutes=5)
    assert extend(centre, held).json["code"] == "hold_expired"
    assert centre.book(DEE_THE_MEMBER, DEE_AND_BO).status_code == 201
    centre.room.tick()
    assert extend(centre, held).status_code == 404


@pytest.mark.parametrize("named", [{}, {"hold_id": "the first"}])
def test_ones_own_hold_never_stands_in_ones_way(centre, named):
    """Somebody went back a page and forward again: what is kept is kept for them, whichever page names it."""
    first = hold(centre).json["id"]
    hold(centre)
    assert centre.book(minutes=45, starts_at=TUESDAY_TEN).json["code"] == "taken"
    assert centre.book(**(named and {"hold_id": first})).status_code == 201


def test_a_session_moves_to_the_time_that_was_kept_for_it(centre):
    session = centre.booked(starts_at="2026-11-24T18:00:00Z")
    hold(centre)
    assert centre.do(session, "move", starts_at=TUESDAY_TEN).json["starts_at"] == TUESDAY_TEN
    assert centre.do(session, "move", starts_at="2026-11-24T18:00:00Z").status_code == 201
    assert centre.book(DEE_THE_MEMBER, DEE_AND_BO).status_code == 201, "nothing of the hold is left"


def test_a_time_held_again_and_again_is_kept_no_longer_than_one_that_is_extended(centre):
    for minutes in [60] + [50, 60] * 5:
        wish = {"match_id": ADA_AND_BO, "starts_at": TUESDAY_TEN, "minutes": minutes}
        assert centre.ask("POST", "/holds", ADA_THE_MEMBER, json=wish).status_code == 201
    assert hold(centre).json["code"] == "kept_long_enough"
    assert centre.book().status_code == 201


def test_a_hold_whose_time_somebody_took_meanwhile_is_not_kept_for_longer(centre):
    """Whoever asked in time and waited for the lock finds that it ran out and was taken while they waited."""
    held = hold(centre).json
    centre.room.clock.at += timedelta(minutes=5)
    assert centre.book(DEE_THE_MEMBER, DEE_AND_BO).status_code == 201
    centre.room.clock.at -= timedelta(minutes=1)
    assert extend(centre, held).json["code"] == "hold_expired"


def test_a_hold_counts_towards_the_coachs_day(centre):
    centre.hours(rules={"min_notice_minutes": 0, "max_per_day": 1})
    assert hold(centre).status_code == 201
    refused = centre.book(DEE_THE_MEMBER, DEE_AND_BO, starts_at="2026-11-24T18:00:00Z")
    assert refused.status_code == 409
