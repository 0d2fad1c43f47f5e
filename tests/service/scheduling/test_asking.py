import re
from datetime import timedelta
from pathlib import Path

import pytest

from services.scheduling.domain.session import AHEAD
from shared.contracts.scheduling import SESSION_STATES
from shared.db.common import audit
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_AND_CAM,
    BO_THE_COACH,
    BO_THE_MEMBER,
    CAM_THE_COACH,
    HARBOUR,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
)

SUE = Actor(SAL_AT_THE_DESK.person, "supervisor", HARBOUR)
EIGHT_IN_THE_EVENING = "2026-11-25T01:00:00Z"
LIFECYCLE = Path(__file__).parents[3] / "docs" / "scheduling-lifecycle.md"


@pytest.fixture
def centre(open_centre):
    return open_centre


def set_up(centre, read_version=1, **customs):
    headers = {"If-Match": f'"{read_version}"'}
    return centre.ask("PATCH", "/organisation", SUE, json=customs, headers=headers)


@pytest.fixture
def asking(centre):
    assert set_up(centre, coaches_confirm=True).status_code == 200
    return centre


def test_an_organisation_has_the_usual_settings_until_it_says_otherwise(centre):
    usual = {"time_zone": "America/New_York", "hide_below": 5, "short_notice_minutes": 1440, "coaches_confirm": False}
    usual |= {"funding": [], "questions_for": [], "ways": []}
    seen = centre.ask("GET", "/organisation", BO_THE_COACH)
    assert (seen.json, seen.headers["ETag"]) == (usual | {"version": 1}, '"1"')
    changed = set_up(centre, short_notice_minutes=120)
    assert changed.json == usual | {"short_notice_minutes": 120, "version": 2}
    assert set_up(centre, short_notice_minutes=60).status_code == 412
    assert set_up(centre, 2, short_notice_minutes=None).json["short_notice_minutes"] == 1440
    assert centre.ask("PATCH", "/organisation", SUE, json={}).status_code == 428
    assert centre.ask("PATCH", "/organisation", BO_THE_COACH, json={}).status_code == 403
    assert centre.ask("GET", "/organisation", SAL_ELSEWHERE).json["version"] == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time_zone": "Mars"}, "time_zone"),
        ({"hide_below": 0}, "hide_below"),
        ({"short_notice_minutes": -1}, "short_notice_minutes"),
        ({"coaches_confirm": "maybe"}, "coaches_confirm"),
        ({"lunch": 1}, "lunch"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(centre, wrong, field):
    answer = set_up(centre, **wrong)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})


def test_what_short_notice_is_the_organisation_says(centre):
    set_up(centre, short_notice_minutes=48 * 60)
    assert centre.do(centre.booked(), "cancellation").json["late"] is True
    set_up(centre, 2, short_notice_minutes=0)
    assert centre.do(centre.booked(), "cancellation").json["late"] is False


def test_a_member_asks_and_the_coach_says_yes(asking):
    session = asking.booked()
    assert session["state"] == "pending" and TUESDAY_TEN not in asking.openings()
    assert asking.do(session, "confirmation").json["code"] == "pending"
    yes = asking.do(session, "acceptance", BO_THE_COACH)
    assert (yes.status_code, yes.json["state"]) == (201, "booked")
    assert asking.do(session, "acceptance", SAL_AT_THE_DESK).json["state"] == "booked"
    assert asking.do(session, "confirmation").json["state"] == "confirmed"
    assert asking.types() == ["session.requested", "session.booked", "session.confirmed"]
    assert [event.data["state"] for event in asking.said()] == ["pending", "booked", "confirmed"]


def test_the_coach_says_no_and_the_time_is_free(asking):
    session = asking.booked(starts_at="2026-11-23T15:00:00Z")
    no = asking.do(session, "decline", BO_THE_COACH)
    assert (no.status_code, no.json["state"], no.json["reason"], no.json["late"]) == (201, "cancelled", "coach", False)
    assert "2026-11-23T15:00:00Z" in asking.openings(day="2026-11-23", match_id=session["match_id"])
    assert asking.do(session, "acceptance", BO_THE_COACH).status_code == 409
    assert asking.types() == ["session.requested", "session.cancelled"]


def test_a_colleague_takes_over_a_time_that_still_waits(asking):
    session = asking.booked()
    cover = asking.ask("POST", f"/sessions/{session['id']}/cover", BO_THE_COACH, json={}).json
    claimed = asking.ask("POST", f"/covers/{cover['id']}/claim", CAM_THE_COACH, json={})
    assert (claimed.status_code, asking.types()) == (201, ["session.requested", "session.requested"])
    assert asking.do(session, "acceptance", CAM_THE_COACH).json["state"] == "booked"


def test_of_two_who_ask_for_one_time_one_does(asking):
    first = asking.booked()
    second = asking.book(BO_THE_MEMBER, match_id=BO_AND_CAM)
    assert (second.status_code, second.json["code"]) == (409, "taken")
    assert asking.do(first, "confirmation", BO_THE_COACH).json["state"] == "booked"


def test_nobody_answers_for_the_coach(asking):
    session = asking.booked()
    assert asking.do(session, "acceptance", ADA_THE_MEMBER).status_code == 403
    for stranger in (CAM_THE_COACH, SAL_ELSEWHERE):
        for deed in ("acceptance", "decline"):
            assert asking.do(session, deed, stranger).status_code == 404
    mine = asking.booked(actor=BO_THE_MEMBER, match_id=BO_AND_CAM, starts_at="2026-11-24T17:00:00Z")
    assert asking.do(mine, "acceptance", Actor(BO, "coach", HARBOUR)).status_code == 403


def test_a_coach_who_books_has_said_yes(asking):
    session = asking.booked(actor=BO_THE_COACH)
    assert session["state"] == "booked"
    assert asking.do(session, "decline", BO_THE_COACH).json["code"] == "agreed"
    moved = asking.do(session, "move", starts_at="2026-11-24T17:00:00Z")
    assert (moved.json["state"], asking.types()[-1]) == ("pending", "session.moved")


def eight_weeks(centre, actor=ADA_THE_MEMBER, weeks=8):
    wish = {"match_id": ADA_AND_BO, "starts_at": TUESDAY_TEN, "rrule": f"FREQ=WEEKLY;COUNT={weeks}"}
    answer = centre.ask("POST", "/series", actor, json=wish)
    assert answer.status_code == 201, answer.json
    return answer.json


def answer_all(centre, series, deed, actor=BO_THE_COACH):
    return centre.ask("POST", f"/series/{series['id']}/{deed}", actor, json={})


def states(series):
    return [each["state"] for each in series["booked"]]


def test_a_coach_says_yes_to_eight_weeks_at_once(asking):
    series = eight_weeks(asking)
    assert states(series) == ["pending"] * 8
    asking.do(series["booked"][2], "decline", BO_THE_COACH)
    yes = answer_all(asking, series, "acceptance")
    assert (yes.status_code, states(yes.json)) == (201, ["booked"] * 7)
    assert states(answer_all(asking, series, "acceptance", SAL_AT_THE_DESK).json) == ["booked"] * 7
    assert asking.types().count("session.booked") == 7
    no = answer_all(asking, series, "decline")
    assert (no.status_code, no.json["code"]) == (409, "agreed")


def test_a_coach_says_no_to_all_and_the_times_are_free(asking):
    series = eight_weeks(asking, weeks=3)
    asking.do(series["booked"][0], "acceptance", BO_THE_COACH)
    no = answer_all(asking, series, "decline")
    assert (no.status_code, states(no.json)) == (201, ["booked"])
    assert asking.types().count("session.cancelled") == 2
    assert "2026-12-01T15:00:00Z" in asking.openings(day="2026-12-01", match_id=ADA_AND_BO)


def test_nobody_says_yes_to_all_for_the_coach(asking):
    series = eight_weeks(asking, weeks=2)
    for deed in ("acceptance", "decline"):
        assert answer_all(asking, series, deed, ADA_THE_MEMBER).status_code == 403
        for stranger in (CAM_THE_COACH, SAL_ELSEWHERE):
            assert answer_all(asking, series, deed, stranger).status_code == 404
    wish = {"match_id": BO_AND_CAM, "starts_at": "2026-11-24T17:00:00Z", "rrule": "FREQ=WEEKLY;COUNT=2"}
    their_own = asking.ask("POST", "/series", BO_THE_MEMBER, json=wish).json
    assert answer_all(asking, their_own, "acceptance", BO_THE_COACH).status_code == 403
    assert asking.types() == ["session.requested"] * 4


def test_what_is_not_asked_for_any_more_can_be_cancelled(asking):
    session = asking.booked()
    assert asking.do(session, "cancellation").json["state"] == "cancelled"
    assert TUESDAY_TEN in asking.openings()


def test_staff_book_against_the_hours_with_a_reason_that_is_written_down(centre):
    late = {"starts_at": EIGHT_IN_THE_EVENING}
    assert centre.book(SAL_AT_THE_DESK, **late).json["code"] == "not_open"
    assert centre.book(ADA_THE_MEMBER, **late, anyway="urgent").status_code == 403
    assert centre.book(SAL_AT_THE_DESK, **late, anyway="why not").status_code == 422
    booked = centre.booked(actor=SAL_AT_THE_DESK, **late, anyway="coach_agreed")
    assert booked["starts_at"] == EIGHT_IN_THE_EVENING
    with reading(centre.room.desk, SAL_AT_THE_DESK) as rx:
        [row] = rx.rows(audit, audit.c.deed == "book_anyway")
    assert (row["person_id"], row["purpose"], row["actor"]) == (ADA, "coach_agreed", SAL_AT_THE_DESK.person)


def test_notice_and_limits_can_be_set_aside_too(centre):
    centre.hours(rules={"min_notice_minutes": 48 * 60, "max_per_day": 1})
    first = centre.booked(actor=SAL_AT_THE_DESK, starts_at="2026-11-23T15:10:00Z", anyway="urgent")
    moved = centre.do(first, "move", SAL_AT_THE_DESK, starts_at="2026-11-23T18:05:00Z", anyway="person_asked")
    assert (moved.status_code, moved.json["starts_at"]) == (201, "2026-11-23T18:05:00Z")
    assert centre.book(SAL_AT_THE_DESK, starts_at="2026-11-23T20:00:00Z", anyway="urgent").status_code == 201
    assert centre.do(first, "move", starts_at="2026-11-23T16:00:00Z", anyway="urgent").status_code == 403


def test_nothing_sets_aside_another_session_or_time_off(centre):
    centre.hours(time_off=[{"from": "2026-11-24T18:00", "to": "2026-11-24T22:00"}])
    centre.booked()
    taken = centre.book(SAL_AT_THE_DESK, starts_at="2026-11-24T15:30:00Z", anyway="urgent")
    assert (taken.status_code, taken.json["code"], len(taken.json["nearest"])) == (409, "taken", 3)
    away = centre.book(SAL_AT_THE_DESK, starts_at=EIGHT_IN_THE_EVENING, anyway="urgent")
    assert (away.status_code, away.json["code"]) == (409, "not_open")
    past = centre.book(SAL_AT_THE_DESK, starts_at="2026-11-20T15:00:00Z", anyway="urgent")
    assert past.json["code"] == "past"


def test_the_drawing_shows_every_state_and_what_lies_ahead_is_what_can_be_changed(asking):
    arrows = re.findall(r"^    (\S+) --> (\w+): (\w+)$", LIFECYCLE.read_text(), re.M)
    assert {end for _, end, _ in arrows} == set(SESSION_STATES)
    assert {start for start, _, deed in arrows if deed == "cancel"} == set(AHEAD)
    session = asking.booked()
    asking.room.clock.at += timedelta(days=2)
    assert asking.do(session, "acceptance", BO_THE_COACH).status_code == 409
