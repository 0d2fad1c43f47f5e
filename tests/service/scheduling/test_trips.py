"""Back by four; ring me if I have not said so."""

from datetime import timedelta

import pytest

from services.scheduling.store.care_tables import trips
from services.scheduling.store.retention import RULES
from shared.db.retention import let_go
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM,
    CAM_THE_COACH,
    ELSEWHERE,
    SAL_AT_THE_DESK,
    z,
)


@pytest.fixture
def centre(open_centre):
    return open_centre


def leave(centre, actor=BO_THE_COACH, coach=BO, **ahead):
    wish = {"back_by": z(centre.room.clock.at + timedelta(**ahead))}
    return centre.ask("PUT", f"/coaches/{coach}/trip", actor, json=wish)


def back(centre, actor=BO_THE_COACH, coach=BO):
    return centre.ask("DELETE", f"/coaches/{coach}/trip", actor)


def state(centre, actor=BO_THE_COACH):
    return centre.ask("GET", f"/coaches/{BO}/trip", actor).json["state"]


def test_who_says_so_in_time_is_asked_after_by_nobody(centre):
    assert state(centre) == "back" and leave(centre, hours=2).json["state"] == "out"
    assert [each["coach_id"] for each in centre.ask("GET", "/trips", SAL_AT_THE_DESK).json["items"]] == [BO]
    centre.room.tick(minutes=119)
    assert back(centre).json == {"coach_id": BO, "back_by": None, "state": "back"} == back(centre).json
    centre.room.tick(hours=3)
    assert centre.types("trip.") == [] and centre.ask("GET", "/trips", SAL_AT_THE_DESK).json["items"] == []


def test_who_has_not_said_so_is_asked_after_once_until_they_are_back_or_need_longer(centre):
    leave(centre, hours=2)
    centre.room.tick(hours=2)
    centre.room.tick(hours=1)
    assert state(centre) == "late" and leave(centre, hours=1).json["state"] == "out"
    centre.room.tick(hours=1)
    assert back(centre, SAL_AT_THE_DESK).json["state"] == "back", "somebody rang, and says so for them"
    told = [(event.type, event.data["state"], event.aggregateversion) for event in centre.said("trip.")]
    assert told == [
        ("trip.late", "late", 2),
        ("trip.over", "out", 3),
        ("trip.late", "late", 4),
        ("trip.over", "back", 5),
    ]
    assert len({event.subject for event in centre.said("trip.")}) == 1


def test_it_is_their_own_and_the_desks_and_nobody_elses(centre):
    leave(centre, hours=2)
    assert leave(centre, CAM_THE_COACH, hours=2).status_code == back(centre, CAM_THE_COACH).status_code == 404
    assert leave(centre, ADA_THE_MEMBER, hours=2).status_code == 403
    assert centre.ask("GET", "/trips", CAM_THE_COACH).status_code == 403
    stranger = Actor(new_id(), "supervisor", ELSEWHERE)
    assert leave(centre, stranger, hours=2).status_code == leave(centre, stranger, new_id(), hours=2).status_code == 404
    assert centre.ask("GET", "/trips", stranger).json["items"] == []


@pytest.mark.parametrize("hours", [0, -1, 24.1])
def test_a_time_that_has_passed_or_lies_far_ahead_is_refused_in_words(centre, hours):
    refused = leave(centre, hours=hours)
    assert refused.status_code == 422 and "24 hours" in refused.json["errors"]["back_by"][0]


def test_they_are_back_is_said_of_one_trip_and_ends_no_other(centre):
    first = leave(centre, hours=2).json["back_by"]
    centre.room.tick(hours=2)
    second = leave(centre, hours=1).json["back_by"]
    path = f"/coaches/{BO}/trip"
    no = centre.ask("DELETE", path, SAL_AT_THE_DESK, query_string={"back_by": first})
    assert (no.status_code, no.json["code"], state(centre)) == (409, "other_trip", "out")
    for _ in "12":
        assert centre.ask("DELETE", path, SAL_AT_THE_DESK, query_string={"back_by": second}).json["state"] == "back"


@pytest.mark.parametrize("heard", ["person", "coach"])
def test_who_was_late_and_died_or_left_is_waited_for_no_longer(centre, heard):
    leave(centre, hours=2)
    centre.room.tick(hours=2)
    if heard == "person":
        centre.person(BO, deed="changed", kinds=("coach",), state="died")
    else:
        centre.coach(BO, state="ended")
    assert [event.type for event in centre.said("trip.")] == ["trip.late", "trip.over"]
    assert centre.ask("GET", "/trips", SAL_AT_THE_DESK).json["items"] == []


def test_who_was_late_for_a_week_is_let_go_of_aloud(centre):
    leave(centre, hours=2)
    centre.room.tick(hours=2)
    with transaction(centre.room.desk, SAL_AT_THE_DESK) as tx:
        tx.update(trips, trips.c.coach_id == BO, back_by=tx.now - timedelta(days=8))
        rule = next(rule for rule in RULES if rule.table is trips)
        assert let_go(tx, rule) == 0, "what others heard of does not go unsaid"
    centre.room.tick()
    assert [event.type for event in centre.said("trip.")] == ["trip.late", "trip.over"]
    with every_row(centre.room.desk.engine) as connection:
        assert connection.execute(trips.select()).all() == []


@pytest.mark.parametrize("deed", ["changed", "erased"])
def test_of_who_is_gone_nobody_is_asked_to_ring_them(centre, deed):
    leave(centre, CAM_THE_COACH, CAM, hours=2)
    centre.person(CAM, deed=deed, kinds=("coach",), state="died" if deed == "changed" else "erased")
    centre.room.tick(hours=2)
    assert centre.types("trip.") == []
    with every_row(centre.room.desk.engine) as connection:
        assert connection.execute(trips.select()).all() == []
