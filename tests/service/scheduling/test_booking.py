import pytest

from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    BO,
    BO_AND_CAM,
    BO_THE_COACH,
    BO_THE_MEMBER,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
)

WEDNESDAY = "2026-11-25"


@pytest.fixture
def centre(open_centre):
    return open_centre


def test_a_member_books_their_coach(centre):
    answer = centre.book(starts_at="2026-11-24T10:00:00-05:00")
    session = answer.json
    assert answer.status_code == 201
    assert (session["coach_id"], session["member_id"], session["state"]) == (BO, ADA, "booked")
    assert (session["starts_at"], session["ends_at"]) == (TUESDAY_TEN, "2026-11-24T16:00:00Z")
    assert (session["modality"], session["time_zone"], session["first"]) == ("phone", "America/New_York", True)
    [event] = centre.said()
    assert (event.type, event.subject, event.partitionkey) == ("session.booked", session["id"], ADA_AND_BO)
    assert (event.data["member_ids"], event.data["by"], event.data["sequence"]) == ([ADA], "member", 0)


def test_the_second_session_of_two_is_not_their_first(centre):
    centre.booked()
    assert centre.booked(starts_at=f"{WEDNESDAY}T15:00:00Z")["first"] is False


def test_who_asks_for_one_time_only_is_given_no_second(centre):
    one = {"only_if_none_ahead": True}
    centre.booked(**one)
    again = centre.book(**one, starts_at=f"{WEDNESDAY}T15:00:00Z")
    assert (again.status_code, again.json["code"]) == (409, "one_ahead")
    assert centre.book(starts_at=f"{WEDNESDAY}T15:00:00Z").status_code == 201, "who does not may have many"


@pytest.mark.parametrize("actor", [BO_THE_COACH, SAL_AT_THE_DESK], ids=["the coach", "the desk"])
def test_a_coach_and_the_desk_book_too(centre, actor):
    assert centre.book(actor).status_code == 201


def test_a_time_that_is_gone_names_the_nearest_openings(centre):
    centre.booked()
    again = centre.book(SAL_AT_THE_DESK)
    assert (again.status_code, again.json["code"]) == (409, "taken")
    assert [opening["starts_at"] for opening in again.json["nearest"]] == [
        "2026-11-24T14:00:00Z",
        "2026-11-24T16:00:00Z",
        "2026-11-24T16:30:00Z",
    ]
    assert centre.types() == ["session.booked"]
    nearest = again.json["nearest"][0]["starts_at"]
    assert centre.book(starts_at=nearest).status_code == 201


@pytest.mark.parametrize(
    "starts_at",
    [
        "2026-11-24T13:30:00Z",  # half past eight
        "2026-11-24T21:30:00Z",  # ends after five
        "2026-11-24T15:10:00Z",  # off the grid
        "2026-11-28T15:00:00Z",  # Saturday
        "2027-03-01T15:00:00Z",  # beyond the horizon
        "2026-11-24T15:00:00.5Z",
    ],
)
def test_what_is_not_offered_is_refused(centre, starts_at):
    answer = centre.book(starts_at=starts_at)
    assert (answer.status_code, answer.json["code"]) == (409, "not_open")
    assert all(set(each) == {"coach_id", "starts_at", "ends_at", "modalities"} for each in answer.json["nearest"])


def test_the_past_is_not_booked(centre):
    answer = centre.book(starts_at="2026-11-20T15:00:00Z")
    assert (answer.status_code, answer.json["code"]) == (409, "past")


def test_notice_is_kept(centre):
    centre.hours(rules={"min_notice_minutes": 26 * 60})
    assert centre.openings()[0] == "2026-11-24T16:00:00Z"
    assert centre.book().json["code"] == "not_open"


def test_a_coach_who_is_a_member_elsewhere_is_in_one_place_at_a_time(centre):
    centre.booked()
    as_member = centre.book(BO_THE_MEMBER, match_id=BO_AND_CAM)
    assert as_member.json["code"] == "taken"
    assert TUESDAY_TEN not in centre.openings(BO_THE_MEMBER, match_id=BO_AND_CAM)
    assert TUESDAY_TEN in centre.openings(CAM_THE_COACH, coach_id=as_member.json["nearest"][0]["coach_id"])


def test_sessions_may_touch(centre):
    centre.booked()
    assert centre.book(starts_at="2026-11-24T16:00:00Z").status_code == 201


def test_buffers_of_two_neighbours_add_up(centre):
    centre.hours(rules={"min_notice_minutes": 0, "buffer_before_minutes": 15, "buffer_after_minutes": 15})
    centre.booked()
    found = centre.openings()
    assert "2026-11-24T16:00:00Z" not in found and "2026-11-24T16:30:00Z" in found
    assert centre.book(starts_at="2026-11-24T16:00:00Z").json["code"] == "taken"


def test_a_day_that_holds_enough_takes_no_more(centre):
    centre.hours(rules={"min_notice_minutes": 0, "max_per_day": 1})
    centre.booked()
    assert centre.openings() == []
    refused = centre.book(starts_at="2026-11-24T18:00:00Z")
    assert (refused.status_code, refused.json["code"]) == (409, "not_open")
    assert {each["starts_at"][:10] for each in refused.json["nearest"]} <= {"2026-11-23", WEDNESDAY}


def test_one_meets_in_a_way_that_is_offered_then(centre):
    phone = {"days": [2], "start": "09:00", "end": "12:00", "modalities": ["phone"]}
    library = {"days": [3], "start": "09:00", "end": "12:00", "modalities": ["in_person"]}
    library["place_id"] = centre.place()
    centre.hours(weekly=[phone, library])
    assert centre.book(modality="video").json["code"] == "not_open"
    assert centre.booked()["place_id"] is None
    at_the_library = centre.booked(starts_at=f"{WEDNESDAY}T15:00:00Z")
    assert (at_the_library["modality"], at_the_library["place_id"]) == ("in_person", library["place_id"])


def test_a_wish_made_twice_with_one_key_is_granted_once(centre):
    key = {"Idempotency-Key": new_id()}
    first, second = centre.book(headers=key), centre.book(headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert centre.types() == ["session.booked"]


@pytest.mark.parametrize("stranger", [DEE_THE_MEMBER, CAM_THE_COACH, SAL_ELSEWHERE])
def test_a_stranger_hears_what_they_would_of_a_match_that_never_was(centre, stranger):
    real, never = centre.book(stranger), centre.book(stranger, match_id=new_id())
    assert (real.status_code, real.data) == (404, never.data)


def test_people_whose_match_has_ended_book_no_more(centre):
    centre.match(ADA_AND_BO, BO, ADA, deed="ended", state="ended")
    assert centre.book().json["detail"] == "This match has ended."
    assert centre.openings() == []


def test_a_field_that_needs_another_look_is_named(centre):
    for wrong, field in [
        ({"minutes": 2}, "minutes"),
        ({"starts_at": "2026-11-24T10:00:00"}, "starts_at"),
        ({"modality": "pigeon"}, "modality"),
        ({"coach_id": BO}, "coach_id"),
        ({"minutes": "60"}, "minutes"),
        ({"minutes": 60.5}, "minutes"),
    ]:
        answer = centre.book(**wrong)
        assert (answer.status_code, set(answer.json["errors"])) == (422, {field})
