from datetime import timedelta

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM,
    HARBOUR,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
)
from tests.service.scheduling.test_calendars import FILES, calendar, needs_samples

TUESDAY = "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125\nTRANSP:TRANSPARENT"


@pytest.fixture
def centre(open_centre):
    return open_centre


def close(centre, text, name="holidays", actor=SAL_AT_THE_DESK):
    return centre.ask("PUT", f"/closures/{name}", actor, data=text, headers={"Content-Type": "text/calendar"})


def test_when_the_organisation_is_closed_nobody_meets(centre):
    answer = close(centre, calendar(TUESDAY))
    assert (answer.status_code, answer.json["busy_times"], answer.json["subscribed"]) == (200, 1, False)
    assert centre.openings() == [] and centre.openings(SAL_AT_THE_DESK, coach_id=CAM) == []
    assert centre.book().json["code"] == "not_open"
    assert all(TUESDAY_TEN not in centre.bookable(coach) for coach in (BO, CAM))
    assert centre.openings(day="2026-11-25")
    assert [each["name"] for each in centre.ask("GET", "/closures", BO_THE_COACH).json["items"]] == ["holidays"]
    assert centre.ask("DELETE", "/closures/holidays", SAL_AT_THE_DESK).status_code == 204
    assert TUESDAY_TEN in centre.openings() and TUESDAY_TEN in centre.bookable()
    assert centre.ask("DELETE", "/closures/holidays", SAL_AT_THE_DESK).status_code == 404


def test_a_closed_day_is_a_day_on_each_coachs_wall_and_needs_no_buffer(centre):
    close(centre, calendar(TUESDAY))
    around = {"weekly": [{"days": [1, 2, 3], "start": "00:00", "end": "24:00"}], "time_zone": "Asia/Kolkata"}
    centre.hours(**around, rules={"min_notice_minutes": 0, "buffer_before_minutes": 60, "buffer_after_minutes": 60})
    assert centre.openings(day="2026-11-24", coach_id=BO, actor=BO_THE_COACH)[0] == "2026-11-24T19:30:00Z"


def test_whoever_is_on_call_can_still_be_called(centre):
    close(centre, calendar("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261125"))
    week = [{"coach_id": BO, "days": [1, 2], "start": "09:00", "end": "17:00"}]
    centre.ask("PUT", "/on-call", SAL_AT_THE_DESK, json={"time_zone": "America/New_York", "weekly": week})
    [on_call] = centre.ask("GET", "/on-call", SAL_AT_THE_DESK).json["items"]
    assert on_call["now"] and on_call["first_opening"]


def test_a_word_is_not_due_on_a_day_on_which_nobody_is_there(centre):
    close(centre, calendar("DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261128"))
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=3)
    path = f"/sessions/{session['id']}/attendance/unknown"
    centre.ask("PUT", path, BO_THE_COACH, json={"state": "did_not_meet"})
    [task] = centre.ask("GET", "/outreach", BO_THE_COACH).json["items"]
    assert task["due_at"] == "2026-11-30T22:00:00Z"
    tried = centre.ask("POST", f"/outreach/{task['id']}/attempts", BO_THE_COACH, json={"outcome": "no_answer"}).json
    assert tried["due_at"] == "2026-11-30T22:00:00Z"
    centre.room.clock.at += timedelta(hours=10)
    hard = centre.ask("POST", "/outreach", ADA_THE_MEMBER, json={"person_id": ADA_THE_MEMBER.person})
    assert hard.json["due_at"] == "2026-11-30T14:00:00Z"


def test_closing_is_for_the_desk_and_for_ones_own_organisation(centre):
    assert close(centre, calendar(TUESDAY), actor=BO_THE_COACH).status_code == 403
    assert close(centre, calendar(TUESDAY), actor=SAL_ELSEWHERE).status_code == 200
    assert TUESDAY_TEN in centre.openings()
    for actor in (SAL_AT_THE_DESK, Actor(HARBOUR, "coach", HARBOUR)):
        path = f"/coaches/{HARBOUR}/busy-calendars/holidays"
        through_the_back = centre.ask(
            "PUT", path, actor, data=calendar(TUESDAY), headers={"Content-Type": "text/calendar"}
        )
        assert through_the_back.status_code == 404


@needs_samples
def test_published_holidays_close(centre):
    holidays = [path for path in FILES if path.parent.name == "holidays"]
    assert holidays
    for path in holidays:
        answer = close(centre, path.read_bytes(), name=path.stem[:80])
        assert answer.status_code == 200 and answer.json["busy_times"], (path.name, answer.json)


def test_a_coach_who_travels_is_met_at_ten_where_they_are(centre):
    stay = {"from": "2026-11-24", "to": "2026-11-25", "time_zone": "America/Los_Angeles"}
    kept = centre.hours(travel=[stay])
    assert kept["travel"] == [stay]
    assert centre.openings()[0] == "2026-11-24T17:00:00Z" and centre.openings(day="2026-11-25")[0][11:13] == "14"
    session = centre.booked(starts_at="2026-11-24T18:00:00Z")
    assert session["time_zone"] == "America/Los_Angeles"
    wrong = centre.ask(
        "PUT",
        f"/coaches/{BO}/availability",
        BO_THE_COACH,
        json={"time_zone": "UTC", "travel": [stay | {"to": "2026-11-24"}]},
    )
    assert set(wrong.json["errors"]) == {"travel.0.to"}


def test_another_place_takes_the_place_of_one_that_closed_and_whoever_is_to_be_there_hears(centre):
    old, new = centre.place(), centre.place("Church hall", "the hall")
    one_day = {"date": "2026-12-01", "windows": [{"start": "09:00", "end": "12:00", "place_id": old}]}
    centre.hours(weekly=[{"days": [2], "start": "09:00", "end": "17:00", "place_id": old}], exceptions=[one_day])
    session = centre.booked(modality="in_person")
    group = {"coach_id": CAM, "starts_at": TUESDAY_TEN, "minutes": 60, "place_id": old}
    assert centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=group).status_code == 201
    centre.close_place(old)
    path, told = f"/places/{old}/replacement", len(centre.said())
    for wrong in (old, new_id()):
        assert centre.ask("POST", path, SAL_AT_THE_DESK, json={"place_id": wrong}).status_code == 422
    done = centre.ask("POST", path, SAL_AT_THE_DESK, json={"place_id": new})
    assert (done.status_code, done.json["coaches_changed"], done.json["sessions_changed"]) == (201, 1, 1)
    assert (done.json["coach_ids"], done.json["sessions_ahead"]) == ([], 1), "the group is for whoever leads it"
    now = centre.ask("GET", f"/sessions/{session['id']}").json
    assert (now["place_id"], now["sequence"], now["starts_at"]) == (new, 1, TUESDAY_TEN)
    [news] = centre.said()[told:]
    assert (news.type, news.data["place_id"], news.data["sequence"]) == ("session.booked", new, 1)
    hours = centre.ask("GET", f"/coaches/{BO}/availability", BO_THE_COACH).json
    assert hours["weekly"][0]["place_id"] == hours["exceptions"][0]["windows"][0]["place_id"] == new
    assert centre.ask("POST", path, BO_THE_COACH, json={"place_id": new}).status_code == 403
    assert centre.ask("POST", path, SAL_ELSEWHERE, json={"place_id": new}).status_code == 404


def test_a_place_has_the_name_staff_say_and_one_for_a_lock_screen(centre):
    wish = {"name": "Recovery café, back room", "discreet_name": "12 Main St, side door", "way_there": "Bus 4, ring."}
    made = centre.ask("POST", "/places", SAL_AT_THE_DESK, json=wish)
    assert (made.status_code, made.json["open"]) == (201, True)
    path = f"/places/{made.json['id']}"
    assert centre.ask("GET", path, BO_THE_COACH).json["name"] == wish["name"]
    [seen] = centre.ask("GET", "/places", ADA_THE_MEMBER).json["items"]
    assert seen["name"] == seen["discreet_name"] == wish["discreet_name"] and seen["way_there"] == wish["way_there"]
    assert centre.ask("GET", path, SAL_ELSEWHERE).status_code == 404
    assert centre.ask("POST", "/places", BO_THE_COACH, json=wish).status_code == 403
    weekly = [{"days": [2], "start": "09:00", "end": "17:00", "modalities": ["in_person"], "place_id": made.json["id"]}]
    centre.hours(weekly=weekly)
    assert centre.booked()["place_id"] == made.json["id"]
    assert centre.ask("GET", f"{path}/uses", BO_THE_COACH).status_code == 403
    uses = centre.ask("GET", f"{path}/uses", SAL_AT_THE_DESK).json
    assert (uses["coach_ids"], uses["sessions_ahead"], uses["sessions"][0]["starts_at"]) == ([BO], 1, TUESDAY_TEN)
    closed = centre.ask(
        "PATCH", path, SAL_AT_THE_DESK, json={"open": False, "way_there": None}, headers={"If-Match": '"1"'}
    )
    assert (closed.json["open"], closed.json["way_there"], closed.json["version"]) == (False, None, 2)
    assert centre.ask("PATCH", path, SAL_AT_THE_DESK, json={}, headers={"If-Match": '"1"'}).status_code == 412
    centre.person(ADA_THE_MEMBER.person)
    address = centre.ask("POST", "/calendars", ADA_THE_MEMBER, json={"person_id": ADA_THE_MEMBER.person}).json["url"]
    sheet = centre.room.ask("GET", address[address.index("/calendars") :], None).text
    assert "LOCATION:12 Main St\\, side door" in sheet and "café" not in sheet
    assert centre.ask("GET", f"/places/{new_id()}", SAL_AT_THE_DESK).status_code == 404
