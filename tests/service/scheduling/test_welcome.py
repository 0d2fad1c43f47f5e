"""A first conversation before any match, with whoever is on call: booked while the person is still on the line."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA_AND_BO,
    BO,
    BO_THE_COACH,
    CAM,
    CAM_THE_COACH,
    DEE_AND_CAM,
    DEE_THE_MEMBER,
    HARBOUR,
    RULES,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
)

EVE, REFERRAL = new_id(), new_id()
MANY = 20
SUE = Actor(new_id(), "supervisor", HARBOUR)
EVE_THE_MEMBER = Actor(EVE, "member", HARBOUR)
WEEKDAYS = [1, 2, 3, 4, 5]
QUARTER_PAST, HALF_PAST = "2026-11-23T14:15:00Z", "2026-11-23T14:30:00Z"
LIST = {
    "time_zone": "America/New_York",
    "weekly": [
        {"coach_id": BO, "days": WEEKDAYS, "start": "09:00", "end": "12:00"},
        {"coach_id": CAM, "days": [2], "start": "09:00", "end": "10:00"},
    ],
}


@pytest.fixture
def centre(open_centre):
    put(open_centre, LIST)
    refer(open_centre)
    return open_centre


def put(centre, document, actor=SAL_AT_THE_DESK):
    return centre.ask("PUT", "/on-call", actor, json=document)


def refer(centre, state="waiting", deed="filed"):
    data = {"referral_id": REFERRAL, "member_id": EVE, "urgency": "urgent", "state": state}
    centre.told_by_others(f"referral.{deed}", REFERRAL, data | {"ready_from": centre.room.clock.at})


def welcome(centre, actor=SAL_AT_THE_DESK, starts_at=QUARTER_PAST, **more):
    body = {"referral_id": REFERRAL, "starts_at": starts_at} | more
    return centre.ask("POST", "/sessions", actor, json=body)


def offered(centre, actor=SAL_AT_THE_DESK, **more):
    return centre.ask("GET", "/openings", actor, query_string={"referral_id": REFERRAL} | more).json["items"]


def test_who_can_talk_now_and_who_today(centre):
    centre.room.clock.at += timedelta(minutes=10)
    answer = centre.ask("GET", "/on-call", SAL_AT_THE_DESK).json
    assert [(each["coach_id"], each["now"]) for each in answer["items"]] == [(BO, True), (CAM, False)]
    assert answer["items"][0]["stretches"][0] == {
        "starts_at": "2026-11-23T14:10:00Z",
        "ends_at": "2026-11-23T17:00:00Z",
    }
    assert answer["items"][0]["first_opening"] == QUARTER_PAST
    assert (answer["version"], len(answer["weekly"])) == (1, 2)


def test_a_day_can_differ(centre):
    off = {"coach_id": BO, "date": "2026-11-23"}
    late = {"coach_id": CAM, "date": "2026-11-23", "windows": [{"start": "20:00", "end": "22:00"}]}
    items = put(centre, LIST | {"exceptions": [off, late]}).json["items"]
    assert [each["coach_id"] for each in items] == [CAM]
    assert items[0]["stretches"][0]["starts_at"] == "2026-11-24T01:00:00Z"


def test_what_cannot_be_meant_is_refused_and_the_list_stands(centre):
    for start, end in [("10:00", "10:00"), ("25:00", "26:00")]:
        wrong = {"coach_id": BO, "days": [1], "start": start, "end": end}
        assert put(centre, LIST | {"weekly": [wrong]}).status_code == 422
    assert put(centre, LIST, CAM_THE_COACH).status_code == 403
    assert centre.ask("GET", "/on-call", SAL_AT_THE_DESK).json["version"] == 1
    assert centre.ask("GET", "/on-call", SAL_ELSEWHERE).json["items"] == []


def test_who_has_no_hours_yet_can_be_on_call(centre):
    finn = new_id()
    put(centre, LIST | {"weekly": [{"coach_id": finn, "days": WEEKDAYS, "start": "09:00", "end": "10:00"}]})
    assert welcome(centre).json["coach_id"] == finn


def test_who_could_see_this_person_soon(centre):
    found = offered(centre)
    assert found[0] == {
        "coach_id": BO,
        "starts_at": "2026-11-23T14:00:00Z",
        "ends_at": "2026-11-23T14:30:00Z",
        "modalities": ["phone", "in_person"],
    }
    assert {each["coach_id"] for each in found} == {BO, CAM}
    assert max(each["starts_at"] for each in found) == "2026-11-24T16:30:00Z"
    assert len(offered(centre, limit=2, minutes=15)) == 2


def test_a_first_conversation_is_booked_on_the_spot(centre):
    booked = welcome(centre)
    assert (booked.status_code, booked.json["coach_id"], booked.json["minutes"]) == (201, BO, 30)
    assert (booked.json["match_id"], booked.json["referral_id"], booked.json["first"]) == (None, REFERRAL, True)
    told = centre.said()[-1]
    assert (told.type, told.partitionkey, told.data["referral_id"]) == ("session.booked", REFERRAL, REFERRAL)
    assert told.data["match_id"] is None
    assert [each["id"] for each in centre.ask("GET", "/sessions", EVE_THE_MEMBER).json["items"]] == [booked.json["id"]]


def test_all_that_is_offered_can_be_booked_and_then_is_not_offered(centre):
    for opening in offered(centre, limit=4)[1:]:
        wish = {"starts_at": opening["starts_at"], "coach_id": opening["coach_id"]}
        booked = welcome(centre, **wish)
        assert booked.status_code == 201
        assert opening["starts_at"] not in [each["starts_at"] for each in offered(centre)]
        assert centre.do(booked.json, "cancellation", SAL_AT_THE_DESK).status_code == 201


def test_whoever_has_met_the_fewest_is_asked(centre):
    tuesday = "2026-11-24T14:00:00Z"
    welcome(centre)
    assert welcome(centre, starts_at=tuesday).json["coach_id"] == CAM


def test_the_hour_is_taken_for_everybody(centre):
    centre.booked(starts_at="2026-11-23T14:00:00Z")
    taken = welcome(centre)
    assert (taken.status_code, taken.json["code"], len(taken.json["nearest"])) == (409, "taken", 3)
    assert welcome(centre, starts_at="2026-11-23T15:00:00Z").status_code == 201
    assert centre.book(starts_at="2026-11-23T15:00:00Z", match_id=ADA_AND_BO).json["code"] == "taken"


def test_nobody_on_call_and_somebody_else_asked_for(centre):
    evening = welcome(centre, starts_at="2026-11-23T22:00:00Z")
    assert (evening.status_code, evening.json["code"]) == (409, "not_open")
    assert welcome(centre, coach_id=CAM).json["code"] == "not_open"
    assert welcome(centre, starts_at="2026-11-23T13:00:00Z").json["code"] == "past"
    assert welcome(centre, starts_at="2026-11-23T14:07:00Z").status_code == 409


def test_it_is_short_and_by_telephone_or_at_the_desk(centre):
    assert welcome(centre, minutes=10).status_code == welcome(centre, minutes=45).status_code == 422
    assert welcome(centre, modality="video").status_code == 422
    assert welcome(centre, match_id=ADA_AND_BO).status_code == 422
    assert centre.ask("POST", "/sessions", SAL_AT_THE_DESK, json={"starts_at": HALF_PAST}).status_code == 422
    assert welcome(centre, minutes=15, modality="in_person").status_code == 201


@pytest.fixture
def willing(centre):
    """Dee's coach Cam may be asked twice a week, in their own hours; nobody is on call in the afternoon."""
    centre.hours(CAM, rules=RULES | {"welcome_per_week": 2, "min_notice_minutes": 2880, "max_per_day": 1})
    return centre


def test_who_said_so_may_be_asked_in_their_own_hours_so_many_times_a_week(willing):
    assert welcome(willing, starts_at=QUARTER_PAST).json["coach_id"] == BO
    assert CAM in {each["coach_id"] for each in offered(willing) if each["starts_at"] > "2026-11-23T17:00:00Z"}
    for starts_at in ("2026-11-23T19:15:00Z", "2026-11-24T19:15:00Z"):
        assert welcome(willing, starts_at=starts_at).json["coach_id"] == CAM
    full = welcome(willing, starts_at="2026-11-25T19:15:00Z")
    assert (full.status_code, full.json["code"]) == (409, "not_open")
    week = {"from": "2026-11-25T15:00:00Z", "to": "2026-12-01T15:00:00Z"}
    ahead = [each["starts_at"] for each in offered(willing, **week) if each["coach_id"] == CAM]
    assert ahead[0] == "2026-11-30T14:00:00Z"
    assert welcome(willing, starts_at="2026-11-30T19:00:00Z").status_code == 201


def test_one_of_so_many_a_week_moves_within_its_week_and_gives_its_place_back(willing):
    first, _ = (welcome(willing, starts_at=f"2026-11-{day}T19:15:00Z").json for day in (23, 24))
    moved = willing.do(first, "move", SAL_AT_THE_DESK, starts_at="2026-11-25T19:15:00Z")
    assert (moved.status_code, moved.json["coach_id"]) == (201, CAM)
    willing.do(first, "cancellation", SAL_AT_THE_DESK)
    assert welcome(willing, starts_at="2026-11-25T20:15:00Z").status_code == 201


def test_what_stands_in_a_willing_coachs_way_stands(willing):
    off = [{"from": "2026-11-24T14:00", "to": "2026-11-24T15:00"}]
    weekly = [{"days": [2], "start": "13:00", "end": "17:00", "modalities": ["in_person", "video"]}]
    willing.hours(CAM, weekly=weekly, time_off=off, rules=RULES | {"welcome_per_week": 2})
    assert welcome(willing, starts_at="2026-11-24T19:15:00Z").json["code"] == "not_open"
    assert welcome(willing, starts_at="2026-11-24T20:00:00Z", modality="phone").status_code == 409
    willing.booked(actor=DEE_THE_MEMBER, match_id=DEE_AND_CAM, starts_at="2026-11-24T21:00:00Z")
    assert welcome(willing, starts_at="2026-11-24T21:00:00Z").json["code"] == "taken"
    booked = welcome(willing, starts_at="2026-11-24T20:00:00Z").json
    assert (booked["coach_id"], booked["modality"]) == (CAM, "in_person")
    assert willing.ask("GET", f"/coaches/{CAM}/availability", CAM_THE_COACH).json["rules"]["welcome_per_week"] == 2


def test_it_is_where_the_coach_is_then(willing):
    library, van = willing.place(), willing.place("Van", "the van")
    weekly = [
        {"days": [2], "start": "13:00", "end": "17:00", "place_id": library},
        {"days": [3], "start": "13:00", "end": "17:00", "place_id": van},
    ]
    willing.hours(CAM, weekly=weekly, rules=RULES | {"welcome_per_week": 2})
    booked = welcome(willing, starts_at="2026-11-24T19:15:00Z").json
    assert (booked["coach_id"], booked["place_id"]) == (CAM, library)
    assert willing.said()[-1].data["place_id"] == library
    moved = willing.do(booked, "move", EVE_THE_MEMBER, starts_at="2026-11-25T19:15:00Z").json
    assert moved["place_id"] == van
    assert welcome(willing).json["place_id"] is None


def test_nobody_who_did_not_say_so_is_asked(centre):
    assert welcome(centre, starts_at="2026-11-23T19:15:00Z").json["code"] == "not_open"
    wrong = {"time_zone": "UTC", "rules": {"welcome_per_week": -1}}
    assert centre.ask("PUT", f"/coaches/{CAM}/availability", CAM_THE_COACH, json=wrong).status_code == 422


def test_time_off_is_time_off(centre):
    centre.hours(time_off=[{"from": "2026-11-23T09:00", "to": "2026-11-23T10:00"}])
    assert welcome(centre).status_code == 409
    assert offered(centre)[0]["starts_at"] == "2026-11-23T15:00:00Z"


def test_it_moves_and_stays_with_its_coach(centre):
    session = welcome(centre).json
    moved = centre.do(session, "move", EVE_THE_MEMBER, starts_at=HALF_PAST)
    assert (moved.status_code, moved.json["starts_at"], moved.json["coach_id"]) == (201, HALF_PAST, BO)
    assert centre.do(session, "move", EVE_THE_MEMBER, starts_at="2026-11-23T22:00:00Z").json["code"] == "not_open"
    assert centre.ask("GET", f"/sessions/{session['id']}", EVE_THE_MEMBER).json["starts_at"] == HALF_PAST


def test_a_referral_that_closes_takes_its_conversation_with_it_and_a_match_does_not(centre):
    welcome(centre)
    refer(centre, state="matched", deed="closed")
    assert centre.types() == ["session.booked"]
    refer(centre, state="closed", deed="closed")
    assert centre.types() == ["session.booked", "session.cancelled"]
    assert welcome(centre).json["code"] == "ended"
    assert offered(centre) == []


def test_a_stranger_hears_of_no_referral(centre):
    for actor in (DEE_THE_MEMBER, SAL_ELSEWHERE, Actor(new_id(), "coach", HARBOUR)):
        assert welcome(centre, actor).status_code == 404
        assert centre.ask("GET", f"/openings?referral_id={REFERRAL}", actor).status_code == 404
    assert welcome(centre, BO_THE_COACH).status_code == 201


def test_they_talked_and_it_is_written_down(centre):
    session = welcome(centre).json
    centre.room.clock.at += timedelta(hours=1)
    body = {"kind": "session", "session_id": session["id"]}
    assert centre.ask("POST", "/contacts", BO_THE_COACH, json=body).status_code == 201
    assert centre.ask("GET", f"/sessions/{session['id']}", BO_THE_COACH).json["state"] == "attended"


def test_what_is_late_passes_to_whoever_is_on_call(centre):
    session = centre.booked(starts_at="2026-11-23T15:00:00Z")
    centre.room.clock.at += timedelta(hours=3)
    path = f"/sessions/{session['id']}/attendance/unknown"
    centre.ask("PUT", path, BO_THE_COACH, json={"state": "did_not_meet"})
    late = LIST | {"weekly": [{"coach_id": CAM, "days": [2], "start": "17:00", "end": "20:00"}]}
    put(centre, late)
    centre.room.tick(days=1, hours=6)
    (task,) = centre.ask("GET", "/outreach", CAM_THE_COACH).json["items"]
    assert (task["held_by"], task["cover_id"]) == ("cover", CAM)
    centre.room.tick(days=1, hours=2)
    assert centre.ask("GET", f"/outreach/{task['id']}", SUE).json["held_by"] == "supervisor"


def test_twenty_desks_call_for_one_person_and_one_gets_the_quarter(centre):
    both = LIST | {
        "weekly": [{"coach_id": who, "days": WEEKDAYS, "start": "09:00", "end": "12:00"} for who in (BO, CAM)]
    }
    put(centre, both)
    ready = Barrier(MANY)

    def want(_):
        ready.wait()
        answer = welcome(centre)
        while answer.status_code == 503:
            answer = welcome(centre)
        return answer.status_code, answer.json.get("code")

    with ThreadPoolExecutor(MANY) as crowd:
        answers = Counter(crowd.map(want, range(MANY)))
    assert answers == {(201, None): 1, (409, "taken"): MANY - 1}
