"""Whom no message reaches stands where a person looks: on the coach's day and at the desk, until somebody has rung."""

from datetime import timedelta

import pytest

from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
NUMBERS = "+15555550134", "+15555550177"


@pytest.fixture
def unreached(open_town):
    """Jo walks with Sam, who has two numbers that may only be rung: that they meet tomorrow no message can say."""
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    ways = [{"kind": "voice", "address": number, "shared": "no"} for number in NUMBERS]
    path = f"/v1/people/{sam}/contact-points"
    open_town.ask("notifications", "PUT", path, open_town.actor("intake"), json={"items": ways})
    session = a_session(open_town, a_match(open_town, sam, jo))
    open_town.rooms["notifications"].tick()
    open_town.settle()
    return {"jo": jo, "sam": sam, "session": session}


def open_calls(town, person):
    path = f"/v1/calls?state=open&person_id={person}"
    return town.ask("notifications", "GET", path, town.actor("intake"))["items"]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Ring instead of writing"), ("es", "Llamar en vez de escribir")]
)
def test_the_coach_the_desk_and_supervisors_see_whom_to_ring(open_town, unreached, language, title):
    for role, page in (("coach", "/coach"), ("intake", "/intake"), ("supervisor", "/supervisor/messages")):
        browser = open_town.signed_in(role, unreached["jo"] if role == "coach" else None, language=language)
        assert title in browser.open(f"{page}?lang={language}").main and "Sam" in browser.main, role
    stranger = open_town.signed_in("coach", a_coach(open_town, "Kim"), language=language)
    assert title not in stranger.open(f"/coach?lang={language}").main


def test_how_it_went_is_written_once_and_after_a_talk_nobody_rings_again(open_town, unreached):
    coach = open_town.signed_in("coach", unreached["jo"]).open("/coach").follow("Reach Sam")
    assert "No message gets there" in coach.main and "no names" not in coach.main
    coach.submit("Write it down", outcome="talked")
    open_town.settle()
    assert open_calls(open_town, unreached["sam"]) == []
    assert "Ring instead" not in coach.open("/coach").main
    path = f"/v1/contacts?person_id={unreached['sam']}"
    contacts = open_town.ask("scheduling", "GET", path, open_town.actor("supervisor"))["items"]
    assert [contact["outcome"] for contact in contacts] == ["talked"]


def test_a_number_that_does_not_work_is_named_and_the_other_is_still_rung(open_town, unreached):
    desk = open_town.signed_in("intake").open("/intake").follow("Reach Sam")
    dead = desk.page.all("select")[0].all("option")[1].get("value")
    desk.submit("Write it down", outcome="number_not_working", way=dead)
    open_town.settle()
    path = f"/v1/people/{unreached['sam']}/contact-points?purpose=to_ring"
    ways = open_town.ask("notifications", "GET", path, open_town.actor("intake"))["items"]
    assert [way["undeliverable_at"] is not None for way in ways] == [way["id"] == dead for way in ways]


def test_who_was_met_need_not_be_rung_as_well(open_town, unreached):
    open_town.clock.at += timedelta(hours=1)
    said = {"person_id": unreached["sam"], "kind": "visit", "outcome": "met", "minutes": 5}
    said["at"] = open_town.clock.at.isoformat()
    key = {"Idempotency-Key": "a visit"}
    open_town.ask("scheduling", "POST", "/v1/contacts", open_town.actor("intake"), json=said, headers=key)
    open_town.settle()
    assert open_calls(open_town, unreached["sam"]) == []
