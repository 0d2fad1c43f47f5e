"""Minutes from place to place: kept free, and said in words where they would not be."""

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    BO,
    CAM,
    DEE_AND_CAM,
    HARBOUR,
    SAL,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
)
from tests.service.scheduling.test_calendars import calendar
from tests.service.scheduling.test_closures import TUESDAY as DAY_OFF
from tests.service.scheduling.test_closures import close
from tests.service.scheduling.test_freed_times import (
    EVE,
    EVE_AND_BO,
    EVE_THE_MEMBER,
    ada_cannot_come,
    offered_to,
    would_like_one,
)
from tests.service.scheduling.test_telling import once
from tests.service.scheduling.test_welcome import REFERRAL, refer

SUE = Actor(SAL, "supervisor", HARBOUR)
DEE_MEETS = {"actor": SAL_AT_THE_DESK, "match_id": DEE_AND_CAM}


@pytest.fixture
def centre(open_centre):
    """Bo is at the library in the mornings, and at the harbour from noon."""
    open_centre.mill, open_centre.harbour = open_centre.place("Mill"), open_centre.place("Harbour")
    mornings = {"days": [2], "start": "09:00", "end": "12:00", "place_id": open_centre.mill}
    afternoons = {"days": [2], "start": "12:00", "end": "17:00", "place_id": open_centre.harbour}
    open_centre.hours(weekly=[mornings, afternoons])
    return open_centre


def first_talk(centre, **how):
    body = {"referral_id": REFERRAL, "starts_at": "2026-11-23T17:30:00Z"} | how
    return centre.ask("POST", "/sessions", SAL_AT_THE_DESK, json=body)


def say(centre, ways, actor=SUE):
    version = centre.ask("GET", "/organisation", SUE).headers["ETag"]
    return centre.ask("PATCH", "/organisation", actor, json={"ways": ways}, headers={"If-Match": version})


def way(centre, minutes=45):
    return {"place_ids": [centre.mill, centre.harbour], "minutes": minutes}


def at(hour):
    return f"2026-11-24T{hour}:00Z"


def test_a_coach_is_never_booked_where_they_would_not_be_in_time(centre):
    assert say(centre, [way(centre)]).status_code == 200
    morning = centre.booked(starts_at=at("16:00"), modality="in_person")
    assert morning["place_id"] == centre.mill
    no = centre.book(starts_at=at("17:00"), modality="in_person")
    assert (no.status_code, no.json["code"]) == (409, "on_the_way")
    assert "on the way" in no.json["detail"] and "A call" in no.json["detail"]
    assert [near["starts_at"] for near in no.json["nearest"]] == [at("15:00"), at("18:00"), at("18:30")]
    assert "in_person" in no.json["nearest"][1]["modalities"]
    anyway = {"actor": SAL_AT_THE_DESK, "modality": "in_person", "anyway": "urgent"}
    assert centre.book(starts_at=at("17:00"), **anyway).json["code"] == "on_the_way"
    call = centre.booked(starts_at=at("17:00"), modality="phone")
    assert centre.do(call, "cancellation").status_code == 201
    assert centre.do(morning, "cancellation").status_code == 201
    assert centre.booked(starts_at=at("17:00"), modality="in_person")["place_id"] == centre.harbour


def test_who_meets_in_person_is_never_given_a_call_without_a_word(centre):
    assert say(centre, [way(centre)]).status_code == 200
    centre.booked(starts_at=at("16:00"), modality="in_person")
    centre.match(ADA_AND_BO, BO, ADA, deed="changed", modalities=["in_person"])
    assert centre.book(starts_at=at("17:00")).json["code"] == "on_the_way"
    wish = {"match_id": ADA_AND_BO, "starts_at": at("17:00")}
    assert centre.ask("POST", "/holds", SAL_AT_THE_DESK, json=wish).json["code"] == "on_the_way"
    assert centre.ask("POST", "/holds", SAL_AT_THE_DESK, json=wish | {"modality": "phone"}).status_code == 201
    series = centre.ask("POST", "/series", SAL_AT_THE_DESK, json=wish | {"rrule": "FREQ=WEEKLY;COUNT=2"}).json
    assert [left["reason"] for left in series["skipped"]] == ["on_the_way"]
    assert [session["modality"] for session in series["booked"]] == ["in_person"]


def test_a_time_that_came_free_is_offered_to_who_can_meet_there_as_they_agreed(centre):
    centre.match(EVE_AND_BO, BO, EVE)
    centre.person(EVE)
    assert say(centre, [way(centre)]).status_code == 200
    would_like_one(centre, EVE_THE_MEMBER)
    theirs = {"actor": EVE_THE_MEMBER, "match_id": EVE_AND_BO, "starts_at": at("21:00")}
    later = centre.booked(**theirs, modality="in_person")
    centre.booked(starts_at=at("16:00"), modality="in_person")
    ada_cannot_come(centre, starts_at=at("17:00"), modality="phone")
    assert offered_to(centre, EVE_THE_MEMBER) == []
    assert centre.do(later, "cancellation", EVE_THE_MEMBER).status_code == 201
    centre.booked(**theirs, modality="phone")
    ada_cannot_come(centre, starts_at=at("17:00"), modality="phone")
    assert [time["starts_at"] for time in offered_to(centre, EVE_THE_MEMBER)] == [at("17:00")]


def test_no_call_is_offered_on_the_way_and_matching_hears_of_it(centre):
    for start in ("16:00", "18:00"):
        centre.booked(starts_at=at(start), modality="in_person")
    assert at("17:00") in centre.openings() and at("17:00") in centre.bookable()
    assert say(centre, [way(centre)]).status_code == 200
    assert at("17:00") not in centre.openings() and at("17:00") not in centre.bookable()
    no = centre.book(starts_at=at("17:00"), modality="phone").json
    assert no["code"] == "on_the_way" and "call" not in no["detail"]


def test_what_is_kept_for_a_moment_and_what_is_moved_leave_the_way_as_well(centre):
    assert say(centre, [way(centre)]).status_code == 200
    later = centre.booked(starts_at=at("20:00"), modality="in_person")
    held = centre.ask("POST", "/holds", SAL_AT_THE_DESK, json={"match_id": later["match_id"], "starts_at": at("16:00")})
    assert held.status_code == 201, held.json
    no = centre.do(later, "move", starts_at=at("17:00"))
    assert (no.status_code, no.json["code"]) == (409, "on_the_way")
    assert centre.ask("DELETE", f"/holds/{held.json['id']}", SAL_AT_THE_DESK).status_code == 204
    assert centre.do(later, "move", starts_at=at("17:00")).status_code == 201
    weekly = {"match_id": later["match_id"], "starts_at": at("16:00"), "rrule": "FREQ=WEEKLY;COUNT=2"}
    series = centre.ask("POST", "/series", SAL_AT_THE_DESK, json=weekly | {"modality": "in_person"})
    assert [left["reason"] for left in series.json["skipped"]] == ["on_the_way"] and len(series.json["booked"]) == 1


def test_a_circle_and_a_colleague_need_the_way_too(centre):
    assert say(centre, [way(centre)]).status_code == 200
    centre.booked(starts_at=at("16:00"), modality="in_person")
    circle = {"coach_id": BO, "starts_at": at("17:30"), "minutes": 30, "place_id": centre.harbour}
    no = centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=circle)
    assert (no.status_code, no.json["code"]) == (409, "on_the_way")
    made = centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=circle | {"starts_at": at("20:00")})
    assert made.status_code == 201
    meeting = {"id": made.json["meetings"][0]["session_id"]}
    assert centre.do(meeting, "move", SAL_AT_THE_DESK, starts_at=at("17:30")).json["code"] == "on_the_way"
    assert close(centre, calendar(DAY_OFF)).status_code == 200
    again = centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=circle | {"starts_at": at("21:30")})
    assert again.status_code == 201, again.json
    assert centre.ask("DELETE", "/closures/holidays", SAL_AT_THE_DESK).status_code == 204
    centre.hours(CAM, weekly=[{"days": [2], "start": "09:00", "end": "17:00", "place_id": centre.harbour}])
    theirs = centre.booked(**DEE_MEETS, starts_at=at("17:00"), modality="in_person")
    asked = {"colleague_ids": [BO]}
    no = centre.ask("POST", f"/sessions/{theirs['id']}/cover", SAL_AT_THE_DESK, json=asked)
    assert no.json["not_told"] == [{"coach_id": BO, "reason": "on_the_way"}]


def test_a_first_conversation_on_the_way_is_refused_as_that(centre):
    monday = {"days": [1], "start": "09:00", "end": "17:00"}
    places = ((centre.mill, "09:00", "12:00"), (centre.harbour, "12:00", "17:00"))
    week = [{"days": [1], "start": start, "end": end, "place_id": place} for place, start, end in places]
    centre.hours(weekly=week)
    listed = {"time_zone": "America/New_York", "weekly": [monday | {"coach_id": BO}]}
    assert centre.ask("PUT", "/on-call", SAL_AT_THE_DESK, json=listed).status_code == 200
    refer(centre)
    for start in ("16", "18"):
        centre.booked(actor=SAL_AT_THE_DESK, starts_at=f"2026-11-23T{start}:00:00Z", modality="in_person")
    assert say(centre, [way(centre)]).status_code == 200
    assert first_talk(centre).json["code"] == "on_the_way"
    assert first_talk(centre, starts_at="2026-11-23T16:15:00Z").json["code"] == "taken"


def test_where_no_way_was_said_no_colleague_s_diary_is_read_for_it(centre):
    theirs, read = centre.booked(**DEE_MEETS, starts_at=at("17:00"), modality="phone"), []
    once(centre.room.desk.engine, "SELECT busy_times", lambda: read.append(True))
    cover = centre.ask("POST", f"/sessions/{theirs['id']}/cover", SAL_AT_THE_DESK, json={})
    assert cover.status_code == 201, cover.json
    assert not read
    assert centre.openings() and read


def test_ways_lead_from_one_place_of_ours_to_another_and_are_said_once(centre):
    other_way = {"place_ids": [centre.harbour, centre.mill], "minutes": 30}
    wrong = {
        "ways.0.place_ids.1": [{"place_ids": [centre.mill, new_id()], "minutes": 30}],
        "ways.0.place_ids": [{"place_ids": [centre.mill, centre.mill], "minutes": 30}],
        "ways.1.place_ids": [way(centre), other_way],
        "ways.0.minutes": [way(centre, minutes=0)],
    }
    for field, ways in wrong.items():
        answer = say(centre, ways)
        assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert say(centre, [way(centre)], SAL_AT_THE_DESK).status_code == 403
    assert say(centre, [way(centre)]).json["ways"] == [way(centre)]
    centre.close_place(centre.mill)
    assert say(centre, [way(centre, minutes=30)]).status_code == 200
    assert say(centre, None).json["ways"] == []
    assert centre.book(starts_at=TUESDAY_TEN, modality="in_person").json["place_id"] == centre.mill
