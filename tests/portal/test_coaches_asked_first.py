"""Where coaches are asked first: a time that waits for a yes is seen by both, and answered on a page."""

import pytest

from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
TUESDAY_TEN = "2026-11-24T15:00:00+00:00"
WAITS = "waits for the coach's word"


@pytest.fixture
def walking(open_town):
    """Sam walks with Jo, who is asked before a time stands."""
    setting = {"headers": {"If-Match": '"1"'}, "json": {"coaches_confirm": True}}
    open_town.ask("scheduling", "PATCH", "/v1/organisation", open_town.actor("supervisor"), **setting)
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    return jo, sam, a_match(open_town, sam, jo)


def test_a_member_asks_for_a_time_and_hears_that_it_waits(open_town, walking):
    _, sam, match = walking
    member = open_town.signed_in("member", sam).open(f"/book/{match}")
    member.submit("Go on", starts_at=TUESDAY_TEN).submit("Book it", way="phone")
    assert "The coach is asked" in member.main and WAITS in member.main
    assert "I'm coming" not in member.main and "Yes, that works" not in member.main
    home = member.open("/me").main
    assert "Tuesday, November 24" in home and WAITS in home and "You said you're coming" not in home
    spanish = open_town.signed_in("member", sam, language="es").open("/me?lang=es")
    assert "Falta la palabra de quien acompaña" in spanish.main


def test_a_coach_says_yes_on_the_first_page(open_town, walking):
    jo, sam, match = walking
    a_session(open_town, match)
    coach = open_town.signed_in("coach", jo).open("/coach")
    assert "Someone would like this time" in coach.main and "You are done for today" not in coach.main
    coach.submit("Yes, that works")
    assert "It stands" in coach.main and "Someone would like this time" not in coach.main
    assert "I'm coming" in open_town.signed_in("member", sam).open("/me").main


def test_a_coach_answers_all_the_weeks_at_once(open_town, walking):
    jo, sam, match = walking
    member = open_town.signed_in("member", sam).open(f"/book/{match}")
    member.submit("Go on", starts_at=TUESDAY_TEN).submit("Book it", way="phone", repeat="weekly")
    coach = open_town.signed_in("coach", jo).open("/coach")
    assert "Asked for together, 8 times" in coach.main and coach.main.count("Someone would like this time") == 1
    assert "Tuesday, January 12" in coach.main
    coach.submit("Yes to all of these")
    assert "All of them stand" in coach.main and "Someone would like this time" not in coach.main
    assert WAITS not in open_town.signed_in("member", sam).open("/me").main


def test_one_week_of_many_can_be_answered_alone_and_the_desk_may_carry_a_no_to_the_rest(open_town, walking):
    jo, sam, match = walking
    member = open_town.signed_in("member", sam).open(f"/book/{match}")
    member.submit("Go on", starts_at=TUESDAY_TEN).submit("Book it", way="phone", repeat="weekly")
    coach = open_town.signed_in("coach", jo).open("/coach")
    coach.submit("Yes, that works")
    assert "Asked for together, 7 times" in coach.main
    desk = open_town.signed_in("intake").open(coach.follow("Tuesday, December 8").path)
    desk.submit("No to all of these")
    assert "Thank you for answering" in desk.main
    assert "Someone would like this time" not in coach.open("/coach").main
    assert "Tuesday, November 24" in open_town.signed_in("member", sam).open("/me").main


def test_on_paper_it_does_not_look_agreed(open_town, walking):
    jo, _, match = walking
    a_session(open_town, match)
    coach = open_town.signed_in("coach", jo).open("/coach/sheet?day=2026-11-24")
    assert "not agreed yet" in coach.main
    coach.open("/coach").submit("Yes, that works")
    assert "not agreed yet" not in coach.open("/coach/sheet?day=2026-11-24").main


def test_a_no_needs_no_reason_and_the_desk_may_carry_it(open_town, walking):
    _, sam, match = walking
    session = a_session(open_town, match)
    desk = open_town.signed_in("intake").open(f"/sessions/{session}")
    desk.submit("That doesn't work")
    assert "Thank you for answering" in desk.main
    assert "Tuesday, November 24" not in open_town.signed_in("member", sam).open("/me").main
