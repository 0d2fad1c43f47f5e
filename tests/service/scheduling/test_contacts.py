"""What really happened: written once, by whoever was there, and never refused for being true."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.scheduling.store.care_tables import contacts
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM,
    CAM_THE_COACH,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
)

YESTERDAY, JUST_NOW = "2026-11-22T18:00:00Z", "2026-11-23T13:30:00Z"


@pytest.fixture
def centre(open_centre):
    return open_centre


def record(centre, actor=BO_THE_COACH, **said):
    return centre.ask("POST", "/contacts", actor, json={"person_id": ADA, "kind": "call"} | said)


def listed(centre, actor=BO_THE_COACH, **asked):
    answer = centre.ask("GET", "/contacts", actor, query_string=asked or {"person_id": ADA})
    return answer.json["items"] if answer.status_code == 200 else answer.status_code


def test_a_call_of_yesterday_is_written_down_and_told_without_a_word_of_it(centre):
    said = {"at": YESTERDAY, "minutes": 20, "support": ["emotional", "practical"], "note": "Wants to see the garden"}
    kept = record(centre, **said)
    assert (kept.status_code, kept.json["outcome"], kept.json["coach_id"]) == (201, "talked", BO)
    assert [each["note"] for each in listed(centre)] == ["Wants to see the garden"]
    told = centre.said("contact.")[-1]
    assert (told.subject, told.partitionkey, told.data["minutes"]) == (kept.json["id"], ADA, 20)
    assert "garden" not in centre.room.wire()


def test_a_note_lies_sealed_and_goes_when_the_person_is_erased(centre):
    record(centre, note="Wants to see the garden")
    with every_row(centre.room.desk.engine) as connection:
        assert "garden" not in connection.execute(sa.select(contacts.c.note)).scalar_one()
    centre.person(ADA, deed="erased", state="erased")
    assert listed(centre, SAL_AT_THE_DESK) == []
    with every_row(centre.room.desk.engine) as connection:
        assert connection.execute(sa.select(contacts.c.person_id, contacts.c.note)).all() == [(None, None)]


def test_it_was_at_a_place_of_ours_be_it_closed_by_now(centre):
    library = centre.place()
    centre.close_place(library)
    assert record(centre, place_id=library).json["place_id"] == library
    nowhere = record(centre, place_id=new_id())
    assert (nowhere.status_code, list(nowhere.json["errors"])) == (422, ["place_id"])
    assert len(listed(centre)) == 1


def test_people_without_names_are_a_number_and_have_no_note(centre):
    visit = {"person_id": None, "kind": "visit", "count": 4}
    visit.pop("person_id")
    kept = centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=visit)
    assert (kept.status_code, kept.json["person_id"], kept.json["count"]) == (201, None, 4)
    assert centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=visit | {"note": "x"}).status_code == 422
    assert record(centre, count=2).status_code == 422


def test_what_has_not_happened_yet_is_no_contact(centre):
    answer = record(centre, at=TUESDAY_TEN)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["at"])


def test_a_note_is_short(centre):
    assert record(centre, note="y" * 281).status_code == 422
    assert record(centre, note="y" * 280).status_code == 201


def test_contacts_are_for_the_own_coach_and_staff(centre):
    record(centre)
    assert len(listed(centre)) == len(listed(centre, SAL_AT_THE_DESK)) == 1
    assert listed(centre, CAM_THE_COACH) == 404
    assert listed(centre, CAM_THE_COACH, coach_id=BO) == 404
    assert listed(centre, CAM_THE_COACH, kind="call") == []
    assert listed(centre, SAL_ELSEWHERE) == []
    assert listed(centre, ADA_THE_MEMBER) == 403
    assert record(centre, CAM_THE_COACH, coach_id=BO).status_code == 404


def test_a_list_turns_its_pages(centre):
    for hour in (9, 10, 11):
        record(centre, at=f"2026-11-22T{hour:02}:00:00Z", kind="text")
    page = centre.ask("GET", f"/contacts?coach_id={BO}&limit=2", BO_THE_COACH).json
    rest = centre.ask("GET", f"/contacts?coach_id={BO}&limit=2&cursor={page['next']}", BO_THE_COACH).json
    assert [each["at"][11:13] for each in page["items"] + rest["items"]] == ["09", "10", "11"]


@pytest.fixture
def past(centre):
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=2)
    return session


def settle(centre, session, **said):
    return centre.ask("POST", "/contacts", BO_THE_COACH, json={"kind": "session", "session_id": session["id"]} | said)


def test_one_form_after_a_session_says_that_they_met_and_for_how_long(centre, past):
    kept = settle(centre, past, minutes=45, support=["belonging"])
    assert (kept.status_code, kept.json["person_id"], kept.json["minutes"]) == (201, ADA, 45)
    assert (kept.json["at"], kept.json["modality"], kept.json["warnings"]) == (TUESDAY_TEN, past["modality"], [])
    session = centre.ask("GET", f"/sessions/{past['id']}").json
    assert (session["state"], session["attendance"]) == ("attended", {"member": "attended"})
    assert settle(centre, past).json["code"] == "settled"


def test_they_did_not_meet_and_nobody_is_at_fault(centre, past):
    kept = settle(centre, past, outcome="did_not_meet")
    assert (kept.status_code, kept.json["minutes"]) == (201, 0)
    session = centre.ask("GET", f"/sessions/{past['id']}").json
    assert (session["state"], session["attendance"]) == ("did_not_meet", {"unknown": "did_not_meet"})


def test_a_session_is_settled_by_its_own_and_after_it_began(centre):
    session = centre.booked()
    assert settle(centre, session).status_code in (409, 422)
    assert centre.types("contact.") == []
    body = {"kind": "session", "session_id": session["id"]}
    assert centre.ask("POST", "/contacts", CAM_THE_COACH, json=body).status_code == 404
    assert centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=body | {"person_id": CAM}).status_code == 422
    assert centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=body | {"session_id": new_id()}).status_code == 404


def test_time_written_down_twice_is_said_in_words_and_both_are_kept(centre, past):
    settle(centre, past)
    twice = record(centre, at="2026-11-24T15:30:00Z", minutes=20)
    assert twice.status_code == 201
    assert "60 minutes (session)" in twice.json["warnings"][0]["text"]
    assert record(centre, at="2026-11-24T14:00:00Z", minutes=60).json["warnings"] == []


def test_a_session_that_took_place_counts_as_time_too(centre, past):
    path = f"/sessions/{past['id']}/attendance/member"
    centre.ask("PUT", path, BO_THE_COACH, json={"state": "attended"})
    warnings = record(centre, at="2026-11-24T15:30:00Z", minutes=20).json["warnings"]
    assert [each["code"] for each in warnings] == ["overlap"]


def test_the_same_tap_twice_writes_one(centre):
    for _ in range(2):
        body = {"person_id": ADA, "kind": "visit", "at": JUST_NOW}
        assert (
            centre.ask("POST", "/contacts", BO_THE_COACH, json=body, headers={"Idempotency-Key": "one"}).status_code
            == 201
        )
    assert len(centre.said("contact.")) == 1


def test_the_next_time_is_booked_in_the_same_form(centre, past):
    following = {"next_starts_at": "2026-12-01T15:00:00Z", "next_minutes": 30}
    body = {"kind": "session", "session_id": past["id"]} | following
    kept = centre.ask("POST", "/contacts", BO_THE_COACH, json=body)
    assert kept.status_code == 201, kept.json
    session = kept.json["next_session"]
    assert (session["starts_at"], session["minutes"], session["member_id"]) == ("2026-12-01T15:00:00Z", 30, ADA)


def test_if_the_next_time_cannot_be_nothing_of_the_form_is_kept(centre, past):
    body = {"kind": "session", "session_id": past["id"], "next_starts_at": "2026-12-01T03:00:00Z"}
    kept = centre.ask("POST", "/contacts", BO_THE_COACH, json=body)
    assert (kept.status_code, kept.json["code"], len(kept.json["nearest"])) == (409, "not_open", 3)
    assert listed(centre) == [] and centre.said("contact.") == []
    walk_in = centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json={"kind": "visit", "next_starts_at": TUESDAY_TEN})
    assert walk_in.status_code == 422
