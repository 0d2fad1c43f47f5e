from datetime import timedelta

import pytest

from tests.service.scheduling.centre import (
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    DEE_THE_MEMBER,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
)

ELEVEN, HALF_PAST_TEN = "2026-11-24T16:00:00Z", "2026-11-24T15:30:00Z"


@pytest.fixture
def centre(open_centre):
    return open_centre


def test_a_member_cancels_and_the_hour_is_free_again(centre):
    session = centre.booked()
    assert TUESDAY_TEN not in centre.openings() and TUESDAY_TEN not in centre.bookable()
    cancelled = centre.do(session, "cancellation", reason="member")
    assert (cancelled.status_code, cancelled.json["state"], cancelled.json["late"]) == (201, "cancelled", False)
    assert TUESDAY_TEN in centre.openings() and TUESDAY_TEN in centre.bookable()
    assert centre.book().status_code == 201


def test_a_session_is_cancelled_once_and_told_once(centre):
    session = centre.booked()
    assert [centre.do(session, "cancellation").status_code for _ in range(2)] == [201, 409]
    assert centre.types() == ["session.booked", "session.cancelled"]


def test_without_a_reason_it_is_by_whoever_asks(centre):
    reasons = []
    for actor in (ADA_THE_MEMBER, BO_THE_COACH, SAL_AT_THE_DESK):
        reasons.append(centre.do(centre.booked(), "cancellation", actor).json["reason"])
    assert reasons == ["member", "coach", "us"]


def test_a_change_on_short_notice_is_told_and_nothing_more(centre):
    session = centre.booked(starts_at="2026-11-23T20:00:00Z")
    assert centre.do(session, "cancellation").json["late"] is True


def test_a_member_says_they_are_coming(centre):
    session = centre.booked()
    for _ in range(2):
        confirmed = centre.do(session, "confirmation")
        assert (confirmed.status_code, confirmed.json["state"]) == (201, "confirmed")
    assert centre.types() == ["session.booked", "session.confirmed"]


def test_a_session_moves_over_itself_and_frees_what_it_leaves(centre):
    session = centre.booked()
    moved = centre.do(session, "move", starts_at=HALF_PAST_TEN)
    assert (moved.status_code, moved.json["id"], moved.json["sequence"]) == (201, session["id"], 1)
    assert moved.json["ends_at"] == "2026-11-24T16:30:00Z"
    assert "2026-11-24T14:30:00Z" in centre.openings()
    told = centre.said()[-1]
    assert (told.type, told.aggregateversion, told.data["ics_uid"]) == ("session.moved", 2, session["id"])


def test_a_session_is_not_moved_onto_itself_or_onto_another(centre):
    session = centre.booked()
    centre.booked(starts_at=ELEVEN)
    assert centre.do(session, "move", starts_at=TUESDAY_TEN).status_code == 409
    taken = centre.do(session, "move", starts_at=ELEVEN)
    assert (taken.status_code, taken.json["code"], len(taken.json["nearest"])) == (409, "taken", 3)
    assert centre.ask("GET", f"/sessions/{session['id']}").json["starts_at"] == TUESDAY_TEN


def test_a_cancelled_session_is_not_moved(centre):
    session = centre.booked()
    centre.do(session, "cancellation")
    assert centre.do(session, "move", starts_at=ELEVEN).status_code == 409


def test_what_has_begun_is_not_changed(centre):
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=1)
    for deed, given in [("cancellation", {}), ("confirmation", {}), ("move", {"starts_at": "2026-11-26T15:00:00Z"})]:
        assert centre.do(session, deed, **given).status_code == 409


def test_a_stranger_changes_nothing(centre):
    session = centre.booked()
    for deed, given in [("cancellation", {}), ("confirmation", {}), ("move", {"starts_at": ELEVEN})]:
        assert centre.do(session, deed, DEE_THE_MEMBER, **given).status_code == 404
    assert centre.ask("GET", f"/sessions/{session['id']}", DEE_THE_MEMBER).status_code == 404
    assert centre.types() == ["session.booked"]


def test_lists_hold_what_is_ones_own(centre):
    for hour in (15, 16, 17):
        centre.booked(starts_at=f"2026-11-24T{hour}:00:00Z")
    path = f"/sessions?match_id={ADA_AND_BO}&limit=2"
    page = centre.ask("GET", path).json
    rest = centre.ask("GET", f"{path}&cursor={page['next']}").json
    assert [each["starts_at"][11:13] for each in page["items"] + rest["items"]] == ["15", "16", "17"]
    assert rest["next"] is None
    assert centre.ask("GET", path, DEE_THE_MEMBER).status_code == 404
    assert centre.ask("GET", f"/sessions?coach_id={BO}", DEE_THE_MEMBER).json["items"] == []
    assert len(centre.ask("GET", f"/sessions?coach_id={BO}&state=booked", SAL_AT_THE_DESK).json["items"]) == 3
    assert centre.ask("GET", "/sessions?from=2026-11-24T16:00:00Z&to=2026-11-24T16:00:00Z").status_code == 422
    between = "/sessions?from=2026-11-24T16:00:00Z&to=2026-11-24T17:00:00Z"
    assert [each["starts_at"] for each in centre.ask("GET", between).json["items"]] == [ELEVEN]


@pytest.fixture
def past(centre):
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=2)
    return session


def say(centre, session, side, state, actor=BO_THE_COACH):
    path = f"/sessions/{session['id']}/attendance/{side}"
    return centre.ask("PUT", path, actor, json={"state": state})


def test_each_side_is_kept_apart_and_can_be_taken_back(centre, past):
    assert say(centre, past, "member", "attended").json["state"] == "attended"
    both = say(centre, past, "coach", "did_not_meet", SAL_AT_THE_DESK).json
    assert (both["state"], both["attendance"]) == ("did_not_meet", {"member": "attended", "coach": "did_not_meet"})
    undone = centre.ask("DELETE", f"/sessions/{past['id']}/attendance/coach", SAL_AT_THE_DESK)
    assert (undone.status_code, undone.json["state"]) == (200, "attended")
    said = [(event.type, event.data["side"]) for event in centre.said()[1:]]
    assert said == [("session.attended", "member"), ("session.did_not_meet", "coach"), ("session.undone", "coach")]


def test_said_twice_it_is_told_once(centre, past):
    for _ in range(2):
        assert say(centre, past, "us", "did_not_meet").status_code == 200
        centre.ask("DELETE", f"/sessions/{past['id']}/attendance/member", BO_THE_COACH)
    assert centre.types() == ["session.booked", "session.did_not_meet"]


def test_nobody_says_how_it_went_before_it_began(centre):
    assert say(centre, centre.booked(), "member", "attended").status_code == 409


def test_how_it_went_is_for_the_coach_and_the_desk_to_say(centre, past):
    assert say(centre, past, "member", "attended", ADA_THE_MEMBER).status_code == 403
    assert say(centre, past, "somebody", "attended").status_code == 404
    assert say(centre, past, "member", "late").status_code == 422


def test_what_was_said_and_taken_back_stays_in_the_history(centre, past):
    say(centre, past, "coach", "did_not_meet")
    centre.ask("DELETE", f"/sessions/{past['id']}/attendance/coach", SAL_AT_THE_DESK)
    say(centre, past, "coach", "attended")
    history = centre.ask("GET", f"/sessions/{past['id']}/attendance", BO_THE_COACH).json["items"]
    assert [each["state"] for each in history] == ["did_not_meet", None, "attended"]
    assert {each["by"] for each in history} >= {SAL_AT_THE_DESK.person}
    assert centre.ask("GET", f"/sessions/{past['id']}/attendance", ADA_THE_MEMBER).status_code == 403
