import pytest
from fhir.resources.R4B.appointment import Appointment
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.operationoutcome import OperationOutcome
from fhir.resources.R4B.schedule import Schedule
from fhir.resources.R4B.slot import Slot

from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_THE_MEMBER,
    BO,
    BO_AND_CAM,
    BO_THE_COACH,
    BO_THE_MEMBER,
    CAM,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
)

MODELS = {"Schedule": Schedule, "Slot": Slot, "Appointment": Appointment, "OperationOutcome": OperationOutcome}


@pytest.fixture
def centre(open_centre):
    return open_centre


def ask(centre, path, actor=SAL_AT_THE_DESK, status=200):
    answer = centre.room.ask("GET", f"/fhir/{path}", actor)
    assert (answer.status_code, answer.mimetype) == (status, "application/fhir+json"), answer.text
    return answer.json


def found(centre, path, actor=SAL_AT_THE_DESK):
    bundle = ask(centre, path, actor)
    Bundle.model_validate(bundle)
    for each in bundle.get("entry", []):
        MODELS[each["resource"]["resourceType"]].model_validate(each["resource"])
        assert each["fullUrl"].endswith(f"{each['resource']['resourceType']}/{each['resource']['id']}")
    return [each["resource"] for each in bundle.get("entry", [])]


def refused(centre, path, status, actor=SAL_AT_THE_DESK):
    outcome = ask(centre, path, actor, status)
    OperationOutcome.model_validate(outcome)
    return outcome["issue"][0]


def test_a_coach_with_hours_is_a_schedule(centre):
    assert {each["id"] for each in found(centre, "Schedule")} == {BO, CAM}
    [one] = found(centre, f"Schedule?actor=Practitioner/{BO}")
    assert one["actor"] == [{"reference": f"Practitioner/{BO}"}]
    assert ask(centre, f"Schedule/{BO}") == one
    assert [each["id"] for each in found(centre, "Schedule", BO_THE_COACH)] == [BO]
    assert found(centre, "Schedule", SAL_ELSEWHERE) == []


def test_slots_are_the_openings_and_what_is_taken(centre):
    centre.booked()
    day = f"Slot?schedule=Schedule/{BO}&start=ge2026-11-24T05:00:00Z&start=lt2026-11-25T05:00:00Z"
    slots = found(centre, day)
    assert [each["start"] for each in slots if each["status"] == "free"] == centre.openings()
    assert [each["start"] for each in slots if each["status"] == "busy"] == [TUESDAY_TEN]
    assert found(centre, f"{day}&status=busy") == [each for each in slots if each["status"] == "busy"]
    assert found(centre, f"{day}&_count=2") == slots[:2]
    for each in (slots[0], *found(centre, f"{day}&status=busy")):
        assert ask(centre, f"Slot/{each['id']}") == each
    free = slots[0]
    centre.booked(starts_at=free["start"])
    assert ask(centre, f"Slot/{free['id']}") == free | {"status": "busy"} or refused(centre, f"Slot/{free['id']}", 404)


def test_a_session_is_an_appointment_whatever_became_of_it(centre):
    session = centre.booked()
    one = ask(centre, f"Appointment/{session['id']}", ADA_THE_MEMBER)
    Appointment.model_validate(one)
    assert (one["status"], one["start"], one["minutesDuration"]) == ("booked", TUESDAY_TEN, 60)
    assert [each["actor"]["reference"] for each in one["participant"]] == [f"Practitioner/{BO}", f"Patient/{ADA}"]
    assert [each["status"] for each in one["participant"]] == ["accepted", "needs-action"]
    centre.do(session, "confirmation")
    [confirmed] = found(centre, "Appointment?date=2026-11-24&status=booked,pending")
    assert confirmed["participant"][1]["status"] == "accepted"
    centre.do(session, "cancellation")
    assert ask(centre, f"Appointment/{session['id']}")["status"] == "cancelled"
    assert found(centre, "Appointment?status=booked") == []
    assert found(centre, "Appointment?date=gt2026-11-24") == []


def test_a_group_is_an_appointment_that_names_nobody_who_has_a_seat(centre):
    wish = {"coach_id": BO, "starts_at": TUESDAY_TEN, "minutes": 90}
    group = centre.ask("POST", "/groups", BO_THE_COACH, json=wish).json
    centre.ask("POST", f"/groups/{group['id']}/seats", SAL_AT_THE_DESK, json={"member_id": ADA})
    session_id = group["meetings"][0]["session_id"]
    one = ask(centre, f"Appointment/{session_id}", ADA_THE_MEMBER)
    Appointment.model_validate(one)
    assert (one["status"], one["minutesDuration"]) == ("booked", 90)
    assert [each["actor"]["reference"] for each in one["participant"]] == [f"Practitioner/{BO}"]
    for actor in (SAL_AT_THE_DESK, BO_THE_COACH, ADA_THE_MEMBER):
        assert [each["id"] for each in found(centre, "Appointment", actor)] == [session_id]
    assert [each["id"] for each in found(centre, f"Appointment?patient={ADA}")] == [session_id]
    refused(centre, f"Appointment/{session_id}", 404, DEE_THE_MEMBER)
    [busy] = found(centre, f"Slot?schedule={BO}&start=ge2026-11-24&start=lt2026-11-25&status=busy")
    assert busy["start"] == TUESDAY_TEN
    centre.ask("POST", f"/groups/{group['id']}/cancellation", BO_THE_COACH, json={})
    assert ask(centre, f"Appointment/{session_id}")["status"] == "cancelled"


def test_appointments_are_ones_own_and_come_in_pages(centre):
    for hour in (15, 16, 17):
        centre.booked(starts_at=f"2026-11-24T{hour}:00:00Z")
    centre.booked(actor=BO_THE_MEMBER, match_id=BO_AND_CAM, starts_at="2026-11-24T19:00:00Z")
    assert len(found(centre, "Appointment")) == 4
    assert len(found(centre, "Appointment", ADA_THE_MEMBER)) == 3
    assert len(found(centre, f"Appointment?patient={ADA}&practitioner=Practitioner/{BO}")) == 3
    assert len(found(centre, f"Appointment?actor=Practitioner/{CAM}")) == 1
    assert found(centre, "Appointment", DEE_THE_MEMBER) == []
    page = ask(centre, "Appointment?_count=3")
    [following] = [link["url"] for link in page["link"] if link["relation"] == "next"]
    assert len(page["entry"]) == 3 and len(found(centre, following.partition("/fhir/")[2])) == 1


def test_a_date_means_as_much_as_is_written_of_it_and_of_several_all_hold(centre):
    for hour in (15, 16, 17):
        last = centre.booked(starts_at=f"2026-11-24T{hour}:00:00Z")

    def starts(asked):
        return [each["start"][11:13] for each in found(centre, f"Appointment?{asked}")]

    assert (
        starts("date=2026-11")
        == starts("date=sa2026-11-23")
        == starts("date=ge2026-11&date=eb2026-12")
        == ["15", "16", "17"]
    )
    assert starts("date=2026-11-24T15:00Z") == starts("date=2026-11-24T10:00:00-05:00") == ["15"]
    assert starts("date=ge2026-11-24T16:00:00Z&date=ge2026-11-24T15:00:00Z&date=lt2026-11-24T17:00:00Z") == ["16"]
    assert starts("date=eb2026-11-24") == starts("date=2026-12") == []
    assert starts(f"_id={last['id']}") == ["17"]


@pytest.mark.parametrize(
    "path",
    [
        *("Slot", "Slot?schedule=Schedule/me", "Schedule?lunch=1", "Appointment?_count=0"),
        "Appointment?date=tomorrow",
        *(
            "Appointment?status=proposed",
            "Schedule?_format=xml",
            "Appointment?date=ge2026-02-30",
            *("Appointment?date=2026-13", "Appointment?date=2026-11-24T15:00", "Appointment?date=ne2026-11-24"),
            "Appointment?_cursor=x",
        ),
        f"Slot?schedule={BO}&start=ge2026-11-24&start=lt2027-11-24",
        f"Slot?schedule={BO}&start=ge2026-11-24&start=lt2026-11-24",
    ],
    ids=lambda path: path.replace(BO, "bo"),
)
def test_a_question_we_cannot_answer_is_an_outcome(centre, path):
    issue = refused(centre, path, 422)
    assert issue["code"] == "invalid" and issue["diagnostics"]


def test_a_stranger_hears_the_same_as_of_what_never_was(centre):
    session = centre.booked()
    for path, never, stranger in [
        (f"Appointment/{session['id']}", f"Appointment/{new_id()}", CAM_THE_COACH),
        (f"Schedule/{BO}", f"Schedule/{new_id()}", CAM_THE_COACH),
        (f"Slot?schedule={BO}", f"Slot?schedule={new_id()}", SAL_ELSEWHERE),
    ]:
        assert refused(centre, path, 404, stranger) == refused(centre, never, 404, stranger)
    assert refused(centre, f"Slot/{BO}.x.60", 404)["code"] == "not-found"
    assert refused(centre, "Schedule", 403, ADA_THE_MEMBER)["code"] == "forbidden"
    assert refused(centre, "Schedule", 401, None)["code"] == "login"
