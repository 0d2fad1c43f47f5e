"""A slip of the pen is put right or taken back, and what stood before is kept."""

import pytest

from services.scheduling.store.care_tables import cadences, calling_wishes
from shared.db.common import audit
from shared.db.transaction import reading
from tests.service.scheduling.centre import (
    ADA,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM_THE_COACH,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
)


@pytest.fixture
def centre(open_centre):
    return open_centre


def record(centre, **said):
    answer = centre.ask("POST", "/contacts", BO_THE_COACH, json={"person_id": ADA, "kind": "call"} | said)
    assert answer.status_code == 201, answer.json
    return answer.json


def unnamed(centre):
    return centre.ask("POST", "/contacts", BO_THE_COACH, json={"kind": "visit", "count": 2}).json


def correct(centre, contact, actor=BO_THE_COACH, **right):
    return centre.ask("POST", f"/contacts/{contact['id']}/correction", actor, json=right)


def take_back(centre, contact, actor=BO_THE_COACH):
    return centre.ask("DELETE", f"/contacts/{contact['id']}", actor).status_code


def test_what_was_written_wrongly_is_put_right_and_what_stood_before_is_kept(centre):
    contact = record(centre, minutes=200, note="of somebody else", funding="sor")
    right = correct(centre, contact, minutes=20, note="Likes tea", kind="visit", outcome="met")
    assert right.status_code == 201
    now = centre.ask("GET", f"/contacts/{contact['id']}", BO_THE_COACH).json
    assert (now["minutes"], now["note"], now["kind"], now["funding"]) == (20, "Likes tea", "visit", "sor")
    assert correct(centre, contact, note=None).json["note"] is None
    history = centre.ask("GET", f"/contacts/{contact['id']}/corrections", SAL_AT_THE_DESK).json["items"]
    assert [(one["before"]["minutes"], one["by"]) for one in history] == [(200, BO), (20, BO)]
    assert "somebody else" not in str(history)
    told = centre.said("contact.")
    assert [(one.aggregateversion, one.data["minutes"]) for one in told] == [(1, 200), (2, 20), (3, 20)]


def test_what_never_happened_is_taken_back_and_told(centre):
    contact = record(centre)
    assert take_back(centre, contact) == 204
    assert centre.ask("GET", f"/contacts?person_id={ADA}", BO_THE_COACH).json["items"] == []
    assert centre.types("contact.") == ["contact.recorded", "contact.taken_back"]
    assert take_back(centre, contact) == 404


def test_the_one_form_after_a_session_can_be_taken_back_and_written_again(centre):
    session = centre.booked()
    centre.room.clock.at = centre.room.clock.at.replace(day=24, hour=20)
    contact = record(centre, kind="session", session_id=session["id"])
    assert correct(centre, contact, minutes=40).json["minutes"] == 40
    no = correct(centre, contact, outcome="did_not_meet")
    assert (no.status_code, no.json["code"]) == (409, "take_back")
    assert take_back(centre, contact) == 204
    assert centre.ask("GET", f"/sessions/{session['id']}", BO_THE_COACH).json["state"] == "booked"
    record(centre, kind="session", session_id=session["id"], outcome="did_not_meet")
    assert centre.ask("GET", f"/sessions/{session['id']}", BO_THE_COACH).json["state"] == "did_not_meet"


def test_nobody_slips_away_unseen_because_of_a_slip(centre):
    record(centre, at="2026-11-22T18:00:00Z")
    wrong = record(centre)
    assert take_back(centre, wrong) == 204
    centre.room.tick(days=6, hours=6)
    due = centre.ask("GET", f"/outreach?coach_id={BO}&state=open", BO_THE_COACH).json["items"]
    assert [one["why"] for one in due] == ["cadence"]


def day_to_look(centre):
    with reading(centre.room.desk, BO_THE_COACH) as rx:
        return rx.row(cadences, cadences.c.member_id == ADA)["reach_at"]


def is_called(centre):
    with reading(centre.room.desk, BO_THE_COACH) as rx:
        wishes = rx.row(calling_wishes, calling_wishes.c.person_id == ADA)
        return wishes is None or wishes["not_called_from"] is None


def test_a_slip_takes_back_the_day_that_it_moved_and_no_other(centre):
    before = day_to_look(centre)
    assert take_back(centre, record(centre, at="2026-10-01T12:00:00Z")) == 204 and day_to_look(centre) == before
    centre.room.clock.at = centre.room.clock.at.replace(day=25)
    record(centre, at="2026-11-24T18:00:00Z")
    known, wrong = day_to_look(centre), record(centre)
    assert day_to_look(centre) > known
    assert correct(centre, wrong, at="2026-10-01T12:00:00Z").status_code == 201 and day_to_look(centre) == known


def test_what_is_put_right_leads_on_and_a_mended_number_does_not(centre):
    contact = record(centre)
    assert is_called(centre)
    assert correct(centre, contact, outcome="asked_not_to_call").status_code == 201 and not is_called(centre)
    record(centre, started_by="person")
    assert is_called(centre)
    assert correct(centre, contact, minutes=3).status_code == 201 and is_called(centre)


def test_only_who_was_there_and_staff_put_it_right(centre):
    contact = record(centre)
    for stranger in (CAM_THE_COACH, SAL_ELSEWHERE):
        assert correct(centre, contact, stranger, minutes=5).status_code == take_back(centre, contact, stranger) == 404
    assert correct(centre, contact, ADA_THE_MEMBER, minutes=5).status_code == 403
    assert correct(centre, contact, SAL_AT_THE_DESK, minutes=5).status_code == 201
    assert correct(centre, contact, at="2027-01-01T00:00:00Z").status_code == 422
    assert correct(centre, contact, person_id=ADA).status_code == 422
    assert correct(centre, unnamed(centre), note="x").status_code == 422
    assert correct(centre, contact).status_code == 422
    with reading(centre.room.desk, BO_THE_COACH) as rx:
        assert {row["person_id"] for row in rx.rows(audit, audit.c.deed == "read_contacts")} == {ADA}


def test_a_try_to_reach_somebody_and_a_group_stay_as_they_are(centre):
    task = centre.ask("POST", "/outreach", SAL_AT_THE_DESK, json={"person_id": ADA}).json
    centre.ask("POST", f"/outreach/{task['id']}/attempts", BO_THE_COACH, json={"outcome": "no_answer"})
    [tried] = centre.ask("GET", f"/contacts?person_id={ADA}", BO_THE_COACH).json["items"]
    assert take_back(centre, tried) == 409 and correct(centre, tried, outcome="talked").status_code == 409
    assert correct(centre, tried, minutes=3).status_code == 201
