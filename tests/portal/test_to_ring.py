"""Whom no message reaches stands where a person looks: on the coach's day and at the desk, until somebody has rung."""

from datetime import timedelta

import pytest

from services.portal.clients.notifications import Notifications
from services.portal.clients.transport import Away
from services.portal.pages import intake
from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
NUMBERS = "+15555550134", "+15555550177"
RUNG = {"items": [{"kind": "voice", "address": "+15555550188", "shared": "no"}]}


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


def outcomes(town, person):
    path = f"/v1/contacts?person_id={person}"
    return [one["outcome"] for one in town.ask("scheduling", "GET", path, town.actor("supervisor"))["items"]]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Ring instead of writing"), ("es", "Llamar en vez de escribir")]
)
def test_the_coach_the_desk_and_supervisors_see_whom_to_ring(open_town, unreached, language, title):
    for role, page in (("coach", "/coach"), ("intake", "/intake"), ("supervisor", "/supervisor/messages")):
        browser = open_town.signed_in(role, unreached["jo"] if role == "coach" else None, language=language)
        assert title in browser.open(f"{page}?lang={language}").main and "Sam" in browser.main, role
    stranger = open_town.signed_in("coach", a_coach(open_town, "Kim"), language=language)
    assert title not in stranger.open(f"/coach?lang={language}").main


def test_of_many_to_ring_the_first_stand_at_the_desk_and_all_of_them_one_press_on(open_town, unreached, monkeypatch):
    few = len(to_ring_on(open_town.signed_in("intake").open("/intake")))
    monkeypatch.setattr(intake, "FEW", few)
    desk = open_town.signed_in("intake").open("/intake")
    assert "everybody to ring" not in desk.main
    lou = a_person(open_town, "Lou")
    open_town.ask("notifications", "PUT", f"/v1/people/{lou}/contact-points", open_town.actor("intake"), json=RUNG)
    a_session(open_town, a_match(open_town, lou, unreached["jo"]), "2026-11-24T19:00:00Z")
    open_town.rooms["notifications"].tick()
    assert len(to_ring_on(desk.open("/intake"))) == few
    everybody = to_ring_on(desk.follow("Show everybody to ring"))
    assert {"Reach Sam", "Reach Lou"} <= set(everybody) and len(everybody) > few


def to_ring_on(browser):
    part = next(one for one in browser.page.all("section") if one.get("aria-labelledby") == "to-ring")
    return [link.text for link in part.all("a") if link.text.startswith("Reach")]


def test_how_it_went_is_written_once_and_after_a_talk_nobody_rings_again(open_town, unreached):
    coach = open_town.signed_in("coach", unreached["jo"]).open("/coach").follow("Reach Sam")
    assert "No message gets there" in coach.main and "no names" not in coach.main
    coach.submit("Write it down", outcome="talked")
    open_town.settle()
    assert open_calls(open_town, unreached["sam"]) == []
    assert "Ring instead" not in coach.open("/coach").main
    assert outcomes(open_town, unreached["sam"]) == ["talked"]


@pytest.mark.parametrize("was_heard", [True, False])
def test_a_call_whose_answer_was_lost_on_the_way_is_written_once(open_town, unreached, monkeypatch, was_heard):
    desk, really = open_town.signed_in("intake").open("/intake").follow("Reach Sam"), Notifications.rang
    numbers = [one.get("value") for one in desk.page.all("select")[0].all("option")]

    def ring_and_lose_the_answer(self, call_id, how, *, key):
        if was_heard:
            really(self, call_id, how, key=key)
        raise Away("notifications")

    with monkeypatch.context() as bad_line:
        bad_line.setattr(Notifications, "rang", ring_and_lose_the_answer)
        assert desk.submit("Write it down", outcome="talked", way=numbers[2]).status == 503
    assert desk.filled(desk.form("Write it down"))["way"] == numbers[2]
    assert desk.submit("Write it down").status == 200
    open_town.settle()
    assert outcomes(open_town, unreached["sam"]) == ["talked"]


def test_what_a_second_ringer_heard_is_written_down_as_well(open_town, unreached):
    """Jo and the desk have both opened the page; Jo was quicker."""
    desk = open_town.signed_in("intake").open("/intake").follow("Reach Sam")
    open_town.signed_in("coach", unreached["jo"]).open("/coach").follow("Reach Sam").submit(
        "Write it down", outcome="talked"
    )
    open_town.clock.at += timedelta(minutes=5)
    assert desk.submit("Write it down", outcome="asked_not_to_call").status == 200
    open_town.settle()
    assert outcomes(open_town, unreached["sam"]) == ["talked", "asked_not_to_call"]


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
