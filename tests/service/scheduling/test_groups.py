"""Groups: seats that nobody loses, nobody in two places, and a sheet by the door."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM,
    CAM_THE_COACH,
    DEE,
    DEE_AND_CAM,
    DEE_THE_MEMBER,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
)

NEXT_TUESDAY = "2026-12-01T15:00:00Z"
THREE_WEEKS = "FREQ=WEEKLY;COUNT=3"


@pytest.fixture
def centre(open_centre):
    return open_centre


def begin(centre, actor=BO_THE_COACH, **how):
    return centre.ask("POST", "/groups", actor, json={"coach_id": BO, "starts_at": TUESDAY_TEN, "minutes": 90} | how)


def begun(centre, **how):
    answer = begin(centre, **how)
    assert answer.status_code == 201, answer.json
    return answer.json


def sit(centre, group, member=ADA, actor=SAL_AT_THE_DESK, **how):
    return centre.ask("POST", f"/groups/{group['id']}/seats", actor, json={"member_id": member} | how)


def stand(centre, group, member=ADA, actor=ADA_THE_MEMBER, **asked):
    return centre.ask("DELETE", f"/groups/{group['id']}/seats/{member}", actor, query_string=asked)


def seen(centre, group, actor=SAL_AT_THE_DESK):
    return centre.ask("GET", f"/groups/{group['id']}", actor).json


def last_said(centre, group, at=0):
    """What was said last of its first meeting, or of another."""
    session_id = group["meetings"][at]["session_id"]
    return max((each for each in centre.said() if each.subject == session_id), key=lambda each: each.aggregateversion)


def test_a_weekly_group_is_a_session_each_week_with_whoever_has_a_seat(centre):
    group = begun(centre, rrule=THREE_WEEKS, title="Tuesday circle", seats=2)
    assert [each["seats_left"]["speaking"] for each in group["meetings"]] == [2, 2, 2]
    taken = sit(centre, group, actor=ADA_THE_MEMBER, taking_part="listening")
    assert (taken.status_code, len(taken.json["taken"])) == (201, 3)
    told = last_said(centre, group)
    assert (told.data["group_id"], told.data["member_ids"], told.partitionkey) == (group["id"], [ADA], told.subject)
    assert "circle" not in centre.room.wire()


def test_who_has_a_seat_cannot_be_booked_then_and_who_leads_neither(centre):
    group = begun(centre)
    assert centre.book().json["code"] == "taken"
    sit(centre, group, DEE)
    assert centre.book(SAL_AT_THE_DESK, match_id=DEE_AND_CAM, starts_at=TUESDAY_TEN).json["code"] == "taken"
    assert stand(centre, group, DEE, DEE_THE_MEMBER).status_code == 200
    assert centre.book(SAL_AT_THE_DESK, match_id=DEE_AND_CAM, starts_at=TUESDAY_TEN).status_code == 201


def test_a_seat_is_not_had_by_who_is_elsewhere_and_the_other_weeks_are(centre):
    centre.booked(starts_at=NEXT_TUESDAY)
    group = begun(centre, coach_id=CAM, actor=CAM_THE_COACH, rrule=THREE_WEEKS)
    answer = sit(centre, group)
    assert (len(answer.json["taken"]), [each["reason"] for each in answer.json["skipped"]]) == (2, ["taken"])


def test_a_full_group_says_so_and_who_listens_may_sit_beside(centre):
    group = begun(centre, seats=1, listening_seats=1)
    assert sit(centre, group, ADA, taking_part="speaking").status_code == 201
    assert sit(centre, group, DEE, taking_part="speaking").json["code"] == "full"
    assert sit(centre, group, DEE, taking_part="listening").status_code == 201
    plain = begun(centre, coach_id=CAM, actor=CAM_THE_COACH, starts_at=NEXT_TUESDAY, seats=1)
    assert sit(centre, plain, ADA, taking_part="listening").status_code == 201
    assert sit(centre, plain, DEE, taking_part="speaking").json["code"] == "full"


def test_seats_are_counted_by_how_many_are_there_at_once(centre):
    group = begun(centre, seats=1, minutes=180)
    session = group["meetings"][0]["session_id"]
    morning = {"session_id": session, "from": TUESDAY_TEN, "to": "2026-11-24T16:00:00Z"}
    assert sit(centre, group, ADA, **morning).status_code == 201
    assert sit(centre, group, DEE, session_id=session, **{"from": "2026-11-24T16:00:00Z"}).status_code == 201
    assert sit(centre, group, new_id(), session_id=session).json["code"] == "full"


def test_a_place_holds_so_many_at_once_not_so_many_a_morning(centre):
    """Three at once: 10 to 11, 11 to 12 and 9:30 to 11 leave room from 9 to 12."""
    place = {"place_id": centre.place(), "at_once": 3}
    spans = [("15:00", 60), ("16:00", 60), ("14:30", 90), ("14:00", 180), ("14:00", 180)]
    leaders = [new_id() for _ in spans]
    for leader in leaders:
        centre.coach(leader)
    answers = [
        begin(centre, SAL_AT_THE_DESK, coach_id=leader, starts_at=f"2026-11-24T{at}:00Z", minutes=minutes, **place)
        for leader, (at, minutes) in zip(leaders, spans, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 201, 409]
    assert answers[-1].json["code"] == "no_room"


def test_a_group_meets_at_a_place_that_is_there_and_open(centre):
    closed = centre.place()
    centre.close_place(closed)
    for place, word in [(new_id(), "not on"), (closed, "closed")]:
        answer = begin(centre, place_id=place)
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["place_id"])
        assert word in answer.json["errors"]["place_id"][0]
    assert centre.ask("GET", "/groups", SAL_AT_THE_DESK).json["items"] == []


def test_twenty_want_three_seats_and_three_get_one(centre):
    group = begun(centre, seats=3)
    ready = Barrier(20)

    def want(member):
        ready.wait()
        answer = sit(centre, group, member)
        while answer.status_code == 503:
            answer = sit(centre, group, member)
        return answer

    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(want, [new_id() for _ in range(20)]))
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 17
    assert {answer.json["code"] for answer in answers if answer.status_code == 409} == {"full"}


def test_who_is_kept_apart_hears_what_they_would_hear_of_a_full_group(centre):
    apart = {"referral_id": new_id(), "member_id": ADA, "urgency": "routine", "ready_from": centre.room.clock.now()}
    apart |= {"state": "open", "kept_apart": [DEE], "referred_by": None, "intake_id": None}
    centre.told_by_others("referral.filed", apart["referral_id"], apart)
    group = begun(centre)
    sit(centre, group, DEE)
    assert sit(centre, group, ADA).json["code"] == "full"


def test_a_member_sees_how_many_seats_are_left_and_nobody_in_them(centre):
    group = begun(centre)
    sit(centre, group, DEE)
    assert "people" not in seen(centre, group, ADA_THE_MEMBER)["meetings"][0]
    assert DEE not in centre.ask("GET", "/groups", ADA_THE_MEMBER).text
    assert [each["member_id"] for each in seen(centre, group, BO_THE_COACH)["meetings"][0]["people"]] == [DEE]
    assert seen(centre, group, SAL_ELSEWHERE)["status"] == 404
    assert sit(centre, group, DEE, ADA_THE_MEMBER).status_code == 404


def test_ones_own_sessions_hold_the_groups_one_has_a_seat_in(centre):
    group = begun(centre)
    sit(centre, group)
    mine = centre.ask("GET", "/sessions", ADA_THE_MEMBER).json["items"]
    assert [(each["group_id"], each["member_id"]) for each in mine] == [(group["id"], None)]
    assert centre.ask("GET", "/sessions", DEE_THE_MEMBER).json["items"] == []
    assert centre.do(mine[0], "confirmation").status_code == 201
    assert seen(centre, group)["meetings"][0]["people"][0]["confirmed"] is True


def test_one_who_cannot_come_gives_up_a_seat_and_the_group_meets(centre):
    group = begun(centre)
    sit(centre, group)
    session = {"id": group["meetings"][0]["session_id"]}
    assert centre.do(session, "cancellation").json["state"] == "booked"
    assert last_said(centre, group).data["member_ids"] == []
    assert centre.book(SAL_AT_THE_DESK, starts_at="2026-11-24T17:00:00Z").status_code == 201


def test_a_meeting_called_off_by_who_leads_it_frees_everybody_and_tells_them(centre):
    group = begun(centre, rrule=THREE_WEEKS)
    sit(centre, group)
    first = group["meetings"][0]["session_id"]
    ended = centre.ask("POST", f"/groups/{group['id']}/cancellation", BO_THE_COACH, json={"session_id": first})
    assert (ended.status_code, len(ended.json["meetings"])) == (201, 2)
    told = last_said(centre, group)
    assert (told.type, told.data["member_ids"], told.data["reason"]) == ("session.cancelled", [ADA], "us")
    assert centre.book().status_code == 201


def test_a_meeting_moves_with_everybody_or_not_at_all(centre):
    group = begun(centre)
    sit(centre, group, DEE)
    session = {"id": group["meetings"][0]["session_id"]}
    centre.booked(actor=SAL_AT_THE_DESK, match_id=DEE_AND_CAM, starts_at="2026-11-24T18:00:00Z")
    assert centre.do(session, "move", BO_THE_COACH, starts_at="2026-11-24T17:30:00Z").json["code"] == "taken"
    assert centre.do(session, "move", DEE_THE_MEMBER, starts_at=NEXT_TUESDAY).status_code == 404
    assert centre.do(session, "move", BO_THE_COACH, starts_at=NEXT_TUESDAY).status_code == 201
    assert last_said(centre, group).data["member_ids"] == [DEE]


def test_who_has_died_leaves_their_seat_without_a_word_to_them(centre):
    group = begun(centre)
    sit(centre, group)
    centre.person(ADA, state="died")
    assert seen(centre, group)["meetings"][0]["people"] == []


def test_heads_are_counted_and_known_people_are_each_a_contact(centre):
    group = begun(centre)
    sit(centre, group, DEE)
    sheet = centre.ask("GET", f"/groups/{group['id']}/sheet", BO_THE_COACH).json
    assert ([row["member_id"] for row in sheet["rows"]], sheet["blank_rows"]) == ([DEE], 11)
    centre.room.clock.at += timedelta(days=2)
    heads = {"count": 9, "people": [ADA, ADA], "support": ["belonging"]}
    counted = centre.ask("POST", f"/groups/{group['id']}/attendance", BO_THE_COACH, json=heads)
    assert (counted.status_code, counted.json["unnamed"], counted.json["state"]) == (201, 8, "attended")
    told = [(each.data["person_id"], each.data["count"]) for each in centre.said("contact.")]
    assert sorted(told, key=str) == sorted([(ADA, 1), (None, 8)], key=str)
    again = centre.ask("POST", f"/groups/{group['id']}/attendance", BO_THE_COACH, json=heads)
    assert again.json["code"] == "settled"
    assert centre.said("outreach.") == []


def test_a_head_count_by_mistake_is_taken_back_and_written_again(centre):
    group = begun(centre)
    centre.room.clock.at += timedelta(days=2)
    path = f"/groups/{group['id']}/attendance"
    centre.ask("POST", path, BO_THE_COACH, json={"count": 3})
    assert centre.ask("DELETE", path, BO_THE_COACH).json["state"] == "booked"
    assert centre.ask("POST", path, BO_THE_COACH, json={"people": [ADA]}).json["count"] == 1


def test_somebody_asks_for_a_slip_and_it_says_what_they_came_to_and_nothing_else(centre):
    group = begun(centre)
    sit(centre, group, DEE)
    centre.room.clock.at += timedelta(days=2)
    centre.ask("POST", f"/groups/{group['id']}/attendance", BO_THE_COACH, json={"people": [ADA]})
    asked = {"from": "2026-11-01T00:00:00Z", "to": "2026-12-01T00:00:00Z"}
    slip = centre.ask("GET", f"/people/{ADA}/attendance", ADA_THE_MEMBER, query_string=asked).json["items"]
    assert [(each["kind"], each["minutes"]) for each in slip] == [("group", 90)]
    assert centre.ask("GET", f"/people/{DEE}/attendance", SAL_AT_THE_DESK, query_string=asked).json["items"] == []
    assert centre.ask("GET", f"/people/{ADA}/attendance", DEE_THE_MEMBER, query_string=asked).status_code == 404


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"starts_at": "2026-11-22T15:00:00Z"}, 409),
        ({"rrule": "FREQ=WEEKLY"}, 422),
        ({"seats": 0}, 422),
        ({"coach_id": CAM}, 404),
        ({"time_zone": "Mars/Base"}, 422),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(centre, how, status):
    assert begin(centre, **how).status_code == status
    assert centre.said() == []


def test_a_group_has_somebody_we_know_to_lead_it(centre):
    nobody = begin(centre, SAL_AT_THE_DESK, coach_id=new_id())
    assert (nobody.status_code, nobody.json["detail"]) == (404, "We have no such coach.")


def test_time_written_down_beside_a_group_is_said_once_however_many_came(centre):
    group = begun(centre)
    centre.room.clock.at += timedelta(days=2)
    heads = {"count": 5, "people": [ADA, DEE]}
    centre.ask("POST", f"/groups/{group['id']}/attendance", BO_THE_COACH, json=heads)
    call = {"kind": "call", "person_id": ADA, "at": TUESDAY_TEN, "minutes": 20}
    warnings = centre.ask("POST", "/contacts", BO_THE_COACH, json=call).json["warnings"]
    assert [each["text"].count("minutes") for each in warnings] == [1]
