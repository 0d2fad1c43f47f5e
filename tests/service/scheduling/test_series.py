import pytest

from tests.service.scheduling.centre import (
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO_AND_CAM,
    BO_THE_MEMBER,
    DEE_THE_MEMBER,
    NINE_TO_FIVE,
    TUESDAY_TEN,
)


@pytest.fixture
def centre(open_centre):
    return open_centre


def repeat(
    centre, rrule="FREQ=WEEKLY;COUNT=4", starts_at=TUESDAY_TEN, actor=ADA_THE_MEMBER, match_id=ADA_AND_BO, **more
):
    wish = {"match_id": ADA_AND_BO, "starts_at": starts_at, "rrule": rrule, "minutes": 60, **more}
    return centre.ask("POST", "/series", actor, json=wish)


def starts(answer, what="booked"):
    return [each["starts_at"] for each in answer.json[what]]


def test_a_weekly_ten_oclock_stays_ten_oclock_when_the_clock_changes(centre):
    made = repeat(centre, "FREQ=WEEKLY;COUNT=18")
    assert made.status_code == 201, made.json
    assert len(made.json["booked"]) == 18 and made.json["skipped"] == []
    assert starts(made)[0] == TUESDAY_TEN and starts(made)[-1] == "2027-03-23T14:00:00Z"
    assert [each["first"] for each in made.json["booked"]] == [True] + [False] * 17
    assert {event.data["series_id"] for event in centre.said()} == {made.json["id"]}


def test_the_second_of_two_half_past_ones_is_the_one_that_was_asked_for(centre):
    centre.room.clock.at = centre.room.clock.at.replace(month=10, day=20)
    centre.hours(weekly=[{"days": [7], "start": "00:00", "end": "04:00"}])
    made = repeat(centre, "FREQ=WEEKLY;COUNT=2", starts_at="2026-11-01T06:30:00Z")
    assert starts(made) == ["2026-11-01T06:30:00Z", "2026-11-08T06:30:00Z"]


def test_what_is_closed_or_taken_is_skipped_with_the_reason(centre):
    centre.hours(exceptions=[{"date": "2026-12-01", "windows": []}])
    centre.booked(actor=BO_THE_MEMBER, match_id=BO_AND_CAM, starts_at="2026-12-08T15:00:00Z")
    made = repeat(centre)
    assert starts(made) == [TUESDAY_TEN, "2026-12-15T15:00:00Z"]
    assert [(each["local"], each["reason"]) for each in made.json["skipped"]] == [
        ("2026-12-01T10:00", "not_open"),
        ("2026-12-08T10:00", "taken"),
    ]


def test_a_time_the_clock_never_shows_is_skipped_and_told(centre):
    centre.hours(weekly=[{"days": [7], "start": "00:00", "end": "24:00"}], rules=NINE_TO_FIVE["rules"])
    made = repeat(centre, "FREQ=WEEKLY;COUNT=2", "2027-03-07T07:30:00Z")
    assert starts(made) == ["2027-03-07T07:30:00Z", "2027-03-21T06:30:00Z"]
    gap = {"starts_at": "2027-03-14T07:00:00Z", "local": "2027-03-14T02:30", "reason": "gap"}
    assert made.json["skipped"] == [gap]


def test_when_nothing_can_be_booked_nothing_is(centre):
    refused = repeat(centre, starts_at="2026-11-24T03:00:00Z")
    assert (refused.status_code, refused.json["code"], len(refused.json["skipped"])) == (409, "none_booked", 4)
    assert centre.types() == []


@pytest.mark.parametrize("rrule", ["FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=105", "FREQ=HOURLY;COUNT=3", "nonsense"])
def test_a_rule_without_an_end_or_beyond_reading_is_refused_in_words(centre, rrule):
    refused = repeat(centre, rrule)
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"rrule"})


def test_one_is_moved_alone_and_the_rest_stay(centre):
    made = repeat(centre)
    moved = centre.do(made.json["booked"][1], "move", starts_at="2026-12-02T15:00:00Z")
    assert moved.status_code == 201 and moved.json["series_id"] == made.json["id"]
    seen = centre.ask("GET", f"/series/{made.json['id']}")
    assert starts(seen) == [TUESDAY_TEN, "2026-12-02T15:00:00Z", "2026-12-08T15:00:00Z", "2026-12-15T15:00:00Z"]


def test_this_one_and_all_that_follow_move_as_far(centre):
    made = repeat(centre)
    centre.booked(actor=BO_THE_MEMBER, match_id=BO_AND_CAM, starts_at="2026-12-16T16:00:00Z")
    wish = {"session_id": made.json["booked"][1]["id"], "starts_at": "2026-12-02T16:00:00Z"}
    moved = centre.ask("POST", f"/series/{made.json['id']}/move", json=wish)
    assert starts(moved) == ["2026-12-02T16:00:00Z", "2026-12-09T16:00:00Z"]
    assert [each["reason"] for each in moved.json["skipped"]] == ["taken"]
    seen = centre.ask("GET", f"/series/{made.json['id']}")
    assert starts(seen) == [TUESDAY_TEN, "2026-12-02T16:00:00Z", "2026-12-09T16:00:00Z", "2026-12-15T15:00:00Z"]


def test_a_daily_series_moves_a_day_on_without_standing_in_its_own_way(centre):
    made = repeat(centre, "FREQ=DAILY;COUNT=3")
    wish = {"session_id": made.json["booked"][0]["id"], "starts_at": "2026-11-25T15:00:00Z"}
    moved = centre.ask("POST", f"/series/{made.json['id']}/move", json=wish)
    assert starts(moved) == [f"2026-11-{day}T15:00:00Z" for day in (25, 26, 27)]


def test_this_one_and_all_that_follow_are_cancelled_or_all(centre):
    made = repeat(centre)
    path = f"/series/{made.json['id']}/cancellation"
    left = centre.ask("POST", path, json={"session_id": made.json["booked"][2]["id"]})
    assert (left.status_code, len(left.json["booked"])) == (201, 2)
    assert {event.data["reason"] for event in centre.said() if event.type == "session.cancelled"} == {"member"}
    assert centre.ask("POST", path, json={}).json["booked"] == []
    assert centre.ask("POST", path, json={}).status_code == 409
    assert TUESDAY_TEN in centre.openings()


def test_a_stranger_hears_that_there_is_no_such_series(centre):
    made = repeat(centre)
    assert centre.ask("GET", f"/series/{made.json['id']}", DEE_THE_MEMBER).status_code == 404
    assert repeat(centre, actor=DEE_THE_MEMBER).status_code == 404
