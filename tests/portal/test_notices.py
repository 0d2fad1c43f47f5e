"""What has just happened is said once, where it happened, to whom it happened."""

import pytest

from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


def test_no_address_can_say_that_something_was_cancelled(open_town):
    member = open_town.signed_in("member")
    assert "off now" not in member.open("/me?done=cancelled").main
    assert "off now" not in open_town.browser().open("/me?done=cancelled").main


def test_what_was_done_is_said_once_and_on_its_own_page_alone(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    session = a_session(open_town, a_match(open_town, sam, jo))
    member = open_town.signed_in("member", sam)
    assert "Good to know" in member.submit("I'm coming").main
    assert "Good to know" not in member.open(f"/sessions/{session}").main
    assert member.client.get_cookie("done") is None


def test_a_page_of_trouble_says_nothing_of_it_and_the_next_one_does(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    session = a_session(open_town, a_match(open_town, sam, jo))
    browser = open_town.signed_in("member", sam)
    answer = browser.client.post(f"/sessions/{session}/confirmation", data=browser.filled(browser.form("I'm coming")))
    assert answer.location == f"/sessions/{session}"
    open_town.close("scheduling")
    assert "Good to know" not in browser.open(answer.location).main
    open_town.open("scheduling")
    assert "Good to know" not in browser.open("/me").main
    assert "Good to know" in browser.open(answer.location).main


def test_nothing_but_our_own_words_comes_out_of_the_cookie(open_town):
    browser = open_town.browser()
    for said in ("booked", "else:/", "booked:/me", ":/"):
        browser.client.set_cookie("done", said)
        assert browser.open("/").page.all("p")[0].get("class") == "lead"
