"""A coach who cannot wait for a supervisor: a way in for an hour, which says what it costs and is read afterwards."""

from datetime import timedelta

import pytest

from shared.kernel.ids import new_id
from tests.portal.people import a_coach, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
WHY = "A neighbour rang: nobody opens the door."


def test_who_is_not_ones_own_is_nowhere_and_there_is_a_way_in(open_town):
    sam, coach = a_person(open_town, "Sam Lark"), a_coach(open_town, "Jo")
    browser = open_town.signed_in("coach", coach)
    pages = [browser.open(f"/coach/people/{who}").main.replace(who, "ID") for who in (sam, new_id())]
    assert browser.status == 404 and pages[0] == pages[1]
    browser.open(f"/coach/people/{sam}").follow("In an emergency")
    assert "Sam" not in browser.text and "The person can read that you looked" in browser.main


def test_it_opens_for_an_hour_once_the_coach_has_said_why(open_town):
    sam, coach = a_person(open_town, "Sam Lark"), a_coach(open_town, "Jo")
    point = {"kind": "voice", "address": "+12025550134", "shared": "no", "message_ok": True}
    open_town.ask(
        "notifications",
        "PUT",
        f"/v1/people/{sam}/contact-points",
        open_town.actor("intake"),
        json={"items": [point]},
    )
    browser = open_town.signed_in("coach", coach).open(f"/coach/people/{sam}/emergency")
    browser.submit("Open it for an hour", why="hm")
    assert browser.status == 422 and "Please say why it cannot wait." in browser.main
    browser.submit("Open it for an hour", reason="safety", why=WHY)
    open_town.settle()
    assert "Sam Lark" in browser.main and "It stands at the top of the supervisors' page" in browser.text
    browser.follow("Sam Lark")
    assert "202" in browser.main
    open_town.clock.at += timedelta(minutes=61)
    assert "Sam" not in browser.open(f"/coach/people/{sam}/emergency").main


def test_the_supervisor_reads_why_at_the_top_and_the_person_that_it_was_done(open_town):
    sam, coach = a_person(open_town, "Sam Lark"), a_coach(open_town, "Jo")
    asked = {"reason": "safety", "why": WHY}
    open_town.ask("matching", "POST", f"/v1/people/{sam}/emergencies", open_town.actor("coach", coach), json=asked)
    boss = open_town.signed_in("supervisor").open("/supervisor")
    assert "Jo opened the page of Sam Lark" in boss.main and WHY in boss.main
    boss.submit("I have looked into it")
    assert WHY not in boss.open("/supervisor").main
    record = open_town.signed_in("member", sam).open("/me/record")
    assert "opened your record in an emergency" in record.main and WHY not in record.main


def test_in_spanish_too(open_town):
    browser = open_town.signed_in("coach", a_coach(open_town, "Jo", language="es"))
    assert "En una emergencia" in browser.open(f"/coach/people/{new_id()}/emergency").text
