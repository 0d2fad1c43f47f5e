"""The list to ring: how it went is told, and whoever was spoken with elsewhere is not rung as well."""

from datetime import timedelta

import pytest

from shared.kernel.ids import new_id
from tests.desk.gateway import signed
from tests.service.notifications.elsewhere import contact, match, take_back

SAM = "+15555550134"


@pytest.fixture
def wrong_number(office, gateway):
    """Sam's number is a stranger's by now: somebody is to ring about the session ahead."""
    _reached_by_text(office)
    said = signed({"id": new_id(), "from": SAM, "text": "wrong number"})
    assert office.room.ask("POST", "/v1/inbound/sms", None, **said).status_code == 204
    return office


def _reached_by_text(office):
    office.people()
    office.give_number(office.member, SAM)
    office.book(office.now + timedelta(days=2))
    office.deliver()


def calls(office):
    return office.room.ask("GET", "/v1/calls", office.staff).json["items"]


def told(office, type):
    return [event.data for event in office.room.told() if event.type == type]


def test_how_a_call_went_is_told_and_after_three_tries_it_rests(wrong_number):
    (call,) = calls(wrong_number)
    path = f"/v1/calls/{call['id']}/attempts"
    for left in (2, 1, 0):
        answer = wrong_number.room.ask("POST", path, wrong_number.staff, json={"outcome": "no_answer"})
        assert (answer.status_code, answer.json["state"]) == (201, "open" if left else "done")
    assert wrong_number.room.ask("POST", path, wrong_number.staff, json={"outcome": "talked"}).status_code == 409
    assert [event["outcome"] for event in told(wrong_number, "call.tried")] == ["no_answer"] * 3


def test_who_was_spoken_with_is_not_rung_as_well_unless_that_was_before(wrong_number):
    contact(wrong_number, outcome="no_answer")
    contact(wrong_number, outcome="talked", at=wrong_number.now - timedelta(hours=1))
    contact(wrong_number, kind="visit", outcome="met", person_id=None)
    assert [call["state"] for call in calls(wrong_number)] == ["open"]
    contact(wrong_number, outcome="talked")
    assert [(call["state"], call["outcome"]) for call in calls(wrong_number)] == [("done", "talked")]


def test_a_number_found_dead_while_ringing_gets_no_text_either_where_it_is_the_only_one(office, gateway):
    _reached_by_text(office)
    contact(office, outcome="number_not_working")
    assert [event["channel"] for event in told(office, "address.undeliverable")] == ["sms"]
    sent = len(gateway.texts)
    office.deliver(days=1)
    assert len(gateway.texts) == sent


@pytest.mark.parametrize("since", ["given", "confirmed", "put_right"])
def test_an_old_call_says_nothing_of_the_number_there_is_today(office, since):
    office.people()
    (number,) = office.give_number(office.member, SAM).json["items"]
    rung_at = office.now - timedelta(hours=1) if since == "given" else office.now
    if since == "confirmed":
        office.room.clock.at += timedelta(hours=1)
        path = f"/v1/people/{office.member}/contact-points/{number['id']}/confirmation"
        assert office.room.ask("POST", path, office.staff).status_code == 201
    contact(office, outcome="number_not_working", at=rung_at, version=2 if since == "put_right" else 1)
    assert told(office, "address.undeliverable") == []


@pytest.mark.parametrize("slip", ["taken_back", "put_right"])
def test_who_was_not_spoken_with_after_all_is_to_be_rung_again(wrong_number, slip):
    spoken = contact(wrong_number, outcome="talked")
    assert [call["state"] for call in calls(wrong_number)] == ["done"]
    if slip == "taken_back":
        take_back(wrong_number, spoken)
    else:
        contact(wrong_number, **spoken | {"outcome": "no_answer"})
    assert [(call["state"], call["outcome"]) for call in calls(wrong_number)] == [("open", None)]


def test_who_was_spoken_with_besides_is_not_rung_again_until_that_is_taken_back_too(wrong_number):
    first, second = (contact(wrong_number, outcome="talked") for _ in "12")
    for said, state in ((first, "done"), (second, "open")):
        take_back(wrong_number, said)
        assert [call["state"] for call in calls(wrong_number)] == [state]
    first, second = (contact(wrong_number, outcome="talked") for _ in "12")
    for said, state in ((second, "done"), (first, "open")):
        take_back(wrong_number, said)
        assert [call["state"] for call in calls(wrong_number)] == [state]


def test_who_is_to_be_rung_again_is_so_by_whoever_walks_with_them_today(wrong_number):
    spoken, colleague = contact(wrong_number, outcome="talked"), new_id()
    match(wrong_number, coach_id=colleague)
    take_back(wrong_number, spoken)
    assert [(call["state"], call["coach_id"]) for call in calls(wrong_number)] == [("open", colleague)]


def test_nobody_is_rung_again_who_has_died_since(wrong_number):
    spoken = contact(wrong_number, outcome="talked")
    wrong_number.say_person(wrong_number.member, type="person.changed", kinds=["member"], state="died")
    take_back(wrong_number, spoken)
    assert [call["state"] for call in calls(wrong_number)] == ["done"]


@pytest.mark.parametrize(("slip", "texts"), [("taken_back", True), ("put_right", True), ("said_twice", False)])
def test_a_number_given_up_by_a_slip_of_the_pen_is_used_again(office, gateway, slip, texts):
    _reached_by_text(office)
    dead = contact(office, outcome="number_not_working")
    if slip == "said_twice":
        contact(office, outcome="number_not_working")
    if slip == "put_right":
        contact(office, **dead | {"outcome": "no_answer"})
    else:
        take_back(office, dead)
    sent = len(gateway.texts)
    office.deliver(days=1)
    assert (len(gateway.texts) > sent) == texts
