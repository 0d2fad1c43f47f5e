"""Somebody is due a word: who gives it, how often, and when it is enough."""

from datetime import timedelta

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    HARBOUR,
    SAL_AT_THE_DESK,
)

SUE = Actor(new_id(), "supervisor", HARBOUR)
WEDNESDAY_FIVE = "2026-11-25T22:00:00Z"


@pytest.fixture
def centre(open_centre):
    return open_centre


@pytest.fixture
def missed(centre):
    """Tuesday at noon: this morning's session did not take place."""
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=3)
    say(centre, session, "did_not_meet")
    return session


def say(centre, session, state, side="unknown"):
    path = f"/sessions/{session['id']}/attendance/{side}"
    assert centre.ask("PUT", path, BO_THE_COACH, json={"state": state}).status_code == 200


def waiting(centre, actor=BO_THE_COACH, **asked):
    answer = centre.ask("GET", "/outreach", actor, query_string={"state": "open"} | asked)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def attempt(centre, task, outcome, actor=BO_THE_COACH, **more):
    return centre.ask("POST", f"/outreach/{task['id']}/attempts", actor, json={"outcome": outcome} | more)


def complete(centre, task, actor=BO_THE_COACH, **how):
    return centre.ask("POST", f"/outreach/{task['id']}/completion", actor, json=how)


def test_after_a_session_that_did_not_take_place_a_word_is_due_the_next_working_day(centre, missed):
    (task,) = waiting(centre)
    assert (task["why"], task["held_by"], task["due_at"]) == ("did_not_meet", "coach", WEDNESDAY_FIVE)
    assert (task["tries_left"], task["proposed"]["next"]) == (3, "try")
    told = centre.said("outreach.")[-1]
    assert (told.type, told.partitionkey, told.data["coach_id"]) == ("outreach.opened", ADA, BO)
    assert "why" not in told.data


def test_said_by_both_sides_it_is_due_once(centre, missed):
    say(centre, missed, "did_not_meet", "us")
    assert len(waiting(centre)) == 1


def test_said_by_a_slip_it_is_called_off(centre, missed):
    centre.ask("DELETE", f"/sessions/{missed['id']}/attendance/unknown", BO_THE_COACH)
    assert waiting(centre) == []
    assert centre.said("outreach.")[-1].data["outcome"] == "taken_back"


def test_a_weekend_is_not_a_working_day(centre):
    session = centre.booked(starts_at="2026-11-27T15:00:00Z")
    centre.room.clock.at += timedelta(days=4, hours=3)
    say(centre, session, "did_not_meet")
    assert waiting(centre)[0]["due_at"] == "2026-11-30T22:00:00Z"


def test_they_talked_and_it_is_done_and_written_down_once(centre, missed):
    (task,) = waiting(centre)
    done = attempt(centre, task, "talked", minutes=10, note="Will come on Friday")
    assert (done.status_code, done.json["state"], done.json["outcome"]) == (201, "completed", "reached")
    (contact,) = centre.ask("GET", f"/contacts?person_id={ADA}", BO_THE_COACH).json["items"]
    assert (contact["kind"], contact["minutes"], contact["outreach_id"]) == ("call", 10, task["id"])
    assert centre.types("outreach.") == ["outreach.opened", "outreach.completed"]


def test_three_tries_on_other_days_and_hours_and_then_the_door_is_open(centre, missed):
    (task,) = waiting(centre)
    proposed = [task["proposed"]["try_at"]]
    for outcome in ("no_answer", "left_message", "no_answer"):
        tried = attempt(centre, task, outcome)
        assert (tried.status_code, tried.json["state"]) == (201, "open")
        proposed.append(tried.json["proposed"]["try_at"])
        centre.room.clock.at += timedelta(days=1)
    assert proposed[0] == "2026-11-25T15:00:00Z" and proposed[3] is None
    assert len({each[11:16] for each in proposed[:3]}) == len({each[:10] for each in proposed[1:3]}) + 1 == 3
    assert tried.json["proposed"]["next"] == "door_is_open"
    assert tried.json["proposed"]["text"]["es"].startswith("Deja la puerta abierta")
    fourth = attempt(centre, task, "no_answer")
    assert (fourth.status_code, fourth.json["code"]) == (409, "three_tries")
    done = complete(centre, task)
    assert (done.json["outcome"], [each["outcome"] for each in done.json["attempts"]][1]) == (
        "door_is_open",
        "left_message",
    )
    assert centre.said("outreach.")[-1].data["outcome"] == "door_is_open"
    assert complete(centre, task).status_code == 409


def test_a_fourth_try_is_somebodys_decision(centre, missed):
    (task,) = waiting(centre)
    for _ in range(3):
        attempt(centre, task, "no_answer")
    assert attempt(centre, task, "talked", anyway=True).json["state"] == "completed"


def test_any_contact_after_it_does(centre, missed):
    before = {"person_id": ADA, "kind": "visit", "at": "2026-11-24T14:00:00Z"}
    centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=before)
    assert len(waiting(centre)) == 1
    centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=before | {"at": "2026-11-24T15:40:00Z"})
    assert waiting(centre) == []


def test_late_it_passes_to_the_supervisor_and_is_told_once(centre, missed):
    centre.room.tick(days=1, hours=5, minutes=59)
    assert centre.types("outreach.") == ["outreach.opened"]
    centre.room.tick(minutes=2)
    (task,) = waiting(centre, SUE)
    assert task["held_by"] == "supervisor"
    centre.room.tick(days=9)
    assert centre.types("outreach.").count("outreach.overdue") == 1
    assert [each["id"] for each in waiting(centre, SUE, state="overdue")] == [task["id"]]


def test_it_is_seen_by_the_own_coach_and_supervisors_alone(centre, missed):
    (task,) = waiting(centre, SUE)
    assert waiting(centre, CAM_THE_COACH) == []
    assert centre.ask("GET", f"/outreach/{task['id']}", CAM_THE_COACH).status_code == 404
    assert attempt(centre, task, "talked", CAM_THE_COACH).status_code == 404
    assert complete(centre, task, CAM_THE_COACH).status_code == 404
    assert centre.ask("GET", "/outreach", SAL_AT_THE_DESK).status_code == 403
    assert centre.ask("GET", "/outreach", ADA_THE_MEMBER).status_code == 403


def test_who_asked_not_to_be_called_is_not_called(centre, missed):
    (task,) = waiting(centre)
    done = attempt(centre, task, "asked_not_to_call").json
    assert (done["state"], done["outcome"]) == ("completed", "asked_not_to_call")
    centre.room.tick(days=30)
    assert waiting(centre) == []
    centre.ask("POST", "/contacts", BO_THE_COACH, json={"person_id": ADA, "kind": "call", "started_by": "person"})
    centre.room.tick(days=8)
    assert [each["why"] for each in waiting(centre)] == ["cadence"]


def test_do_not_contact_is_heard_and_kept(centre, missed):
    centre.person(ADA, deed="changed", do_not_contact=True)
    assert waiting(centre) == []
    centre.room.tick(days=30)
    assert waiting(centre, SUE, member_id=ADA) == []


@pytest.mark.parametrize(("deed", "state"), [("changed", "died"), ("erased", "erased"), ("changed", "paused")])
def test_who_died_left_or_is_away_is_left_in_peace_at_once(centre, missed, deed, state):
    centre.person(ADA, deed=deed, state=state)
    assert waiting(centre) == []
    assert centre.said("outreach.")[-1].data["state"] == "withdrawn"
    centre.room.tick(days=40)
    assert waiting(centre, SUE, member_id=ADA) == []


def test_a_pause_is_not_silence(centre):
    centre.match(ADA_AND_BO, BO, ADA, deed="paused", state="paused")
    centre.room.tick(days=40)
    assert ADA not in [each["member_id"] for each in waiting(centre, SUE)]


def test_when_a_match_ends_what_is_due_stays_with_the_supervisor(centre, missed):
    centre.match(ADA_AND_BO, BO, ADA, deed="ended", state="ended")
    assert waiting(centre) == []
    assert [(each["held_by"], each["coach_id"]) for each in waiting(centre, SUE)] == [("supervisor", None)]


def test_nobody_heard_from_for_as_long_as_agreed_is_due_a_word(centre):
    centre.room.tick(days=6)
    assert waiting(centre) == []
    centre.room.tick(days=1)
    (task,) = waiting(centre)
    assert (task["why"], task["member_id"]) == ("cadence", ADA)
    centre.room.tick(days=21)
    assert len(waiting(centre)) == 1


def test_any_contact_moves_the_day_and_so_does_a_session_ahead(centre):
    centre.room.clock.at += timedelta(days=4)
    centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json={"person_id": ADA, "kind": "text", "started_by": "person"})
    centre.room.tick(days=6)
    assert waiting(centre) == []
    centre.booked(starts_at="2026-12-07T15:00:00Z")
    centre.room.tick(days=1)
    assert waiting(centre) == []
    centre.room.tick(days=6)
    assert len(waiting(centre)) == 1


def test_a_text_of_ours_is_not_yet_a_contact(centre):
    centre.room.clock.at += timedelta(days=4)
    centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json={"person_id": ADA, "kind": "text"})
    centre.room.tick(days=3)
    assert len(waiting(centre)) == 1


def test_fine_until_is_respected(centre):
    path = f"/people/{ADA}/fine-until"
    said = centre.ask("PUT", path, ADA_THE_MEMBER, json={"until": "2026-12-10T15:00:00Z"})
    assert (said.status_code, said.json["every_days"]) == (200, 7)
    assert centre.ask("PUT", path, DEE_THE_MEMBER, json={"until": None}).status_code == 404
    centre.room.tick(days=16)
    assert waiting(centre) == []
    centre.room.tick(days=2)
    assert len(waiting(centre)) == 1


def test_a_hard_time_asks_for_more_contact_and_ends_nothing(centre):
    centre.booked()
    centre.room.clock.at = centre.room.clock.at.replace(hour=2, day=24)  # 21:00 in New York
    told = centre.ask("POST", "/outreach", ADA_THE_MEMBER, json={"person_id": ADA})
    assert (told.status_code, told.json["due_at"], told.json["held_by"]) == (201, "2026-11-24T14:00:00Z", "coach")
    assert not {"attempts", "why", "proposed"} & set(told.json)
    (task,) = waiting(centre)
    assert task["why"] == "hard_time"
    assert task["proposed"]["text"] == {
        "en": "Offer to be in touch more often for a while, about every 3 days. Nothing ends.",
        "es": "Ofrece estar en contacto más seguido por un tiempo, más o menos cada 3 días. Nada se termina.",
    }
    assert centre.types() == ["session.booked"]
    assert centre.ask("POST", "/outreach", DEE_THE_MEMBER, json={"person_id": ADA}).status_code == 404


def test_a_hard_time_brings_forward_what_is_due(centre, missed):
    told = {"person_id": ADA, "kind": "call", "outcome": "talked", "hard_time": True}
    assert centre.ask("POST", "/contacts", BO_THE_COACH, json=told).status_code == 201
    (task,) = waiting(centre)
    assert (task["why"], task["due_at"]) == ("hard_time", "2026-11-24T17:00:00Z")


def test_who_is_away_may_still_say_that_it_is_hard(centre):
    centre.match(ADA_AND_BO, BO, ADA, deed="paused", state="paused")
    centre.ask("POST", "/outreach", ADA_THE_MEMBER, json={"person_id": ADA})
    assert [each["why"] for each in waiting(centre)] == ["hard_time"]
