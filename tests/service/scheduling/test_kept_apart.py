"""Two who are kept apart never meet here: not for a first conversation either, and nobody learns why."""

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import BO, CAM, HARBOUR, SAL_AT_THE_DESK

EVE, REFERRAL = new_id(), new_id()
EVE_THE_MEMBER = Actor(EVE, "member", HARBOUR)
EARLY, LATE = "2026-11-23T14:30:00Z", "2026-11-23T16:00:00Z"


@pytest.fixture
def centre(open_centre):
    """Bo and Cam are on call on Monday morning."""
    weekly = [{"coach_id": who, "days": [1], "start": "09:00", "end": "12:00"} for who in (BO, CAM)]
    document = {"time_zone": "America/New_York", "weekly": weekly}
    assert open_centre.ask("PUT", "/on-call", SAL_AT_THE_DESK, json=document).status_code == 200
    return open_centre


def refer(centre, **more):
    data = {"referral_id": REFERRAL, "member_id": EVE, "urgency": "urgent", "state": "waiting"}
    centre.told_by_others("referral.filed", REFERRAL, data | {"ready_from": centre.room.clock.at} | more)


def welcome(centre, actor=SAL_AT_THE_DESK, starts_at=EARLY, **more):
    return centre.ask("POST", "/sessions", actor, json={"referral_id": REFERRAL, "starts_at": starts_at} | more)


def offered(centre):
    answer = centre.ask("GET", "/openings", EVE_THE_MEMBER, query_string={"referral_id": REFERRAL})
    return {each["coach_id"] for each in answer.json["items"]}


def test_who_is_kept_apart_is_not_among_those_who_could_see_the_person(centre):
    refer(centre, kept_apart=[BO])
    assert offered(centre) == {CAM}
    assert welcome(centre).json["coach_id"] == CAM


def test_asking_for_them_sounds_as_if_they_were_not_on_call(centre):
    refer(centre, kept_apart=[BO])
    for actor in (SAL_AT_THE_DESK, EVE_THE_MEMBER, Actor(BO, "coach", HARBOUR)):
        apart, absent = welcome(centre, actor, coach_id=BO), welcome(centre, actor, coach_id=new_id())
        assert (apart.status_code, apart.json["code"]) == (409, "not_open")
        assert [apart.json[name] for name in ("detail", "nearest")] == [absent.json["detail"], []]


def test_a_pair_made_later_counts_from_then_on_and_takes_back_what_was_booked(centre):
    refer(centre)
    assert welcome(centre, coach_id=BO).status_code == 201
    refer(centre, kept_apart=[BO])
    assert centre.types() == ["session.booked", "session.cancelled"]
    assert offered(centre) == {CAM}
    assert welcome(centre, coach_id=BO).json["code"] == "not_open"


def test_a_conversation_with_somebody_else_stands_and_can_be_moved(centre):
    refer(centre)
    session = welcome(centre, coach_id=CAM).json
    refer(centre, kept_apart=[BO])
    assert centre.do(session, "move", EVE_THE_MEMBER, starts_at=LATE).json["coach_id"] == CAM


def test_an_older_word_without_pairs_takes_none_back(centre):
    refer(centre, kept_apart=[BO])
    refer(centre)
    assert offered(centre) == {CAM}
