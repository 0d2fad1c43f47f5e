"""A coach's day: answer an offer, say how it went, take it back."""

from datetime import timedelta

import pytest

from tests.portal.people import a_coach, a_match, a_person, a_request, a_session, an_offer

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def asked(open_town):
    jo = a_coach(open_town, "Jo")
    offer = an_offer(open_town, a_request(open_town, a_person(open_town, "Sam Kanarienvogel")), jo)
    return open_town.signed_in("coach", jo), offer


def test_an_offer_names_nobody(asked):
    coach, _ = asked
    assert "A person you could walk with" in coach.main and "There is time to answer" in coach.main


def test_not_now_needs_no_reason(asked):
    coach, _ = asked
    coach.follow("Not now").submit("Not now")
    assert "Somebody else will be asked" in coach.main and "Nobody asks just now" in coach.main


def test_not_now_may_have_one(asked):
    coach, _ = asked
    coach.follow("Not now").submit("Not now", reason="full_just_now")
    assert coach.status == 200


def test_a_yes_that_comes_too_late_is_told_kindly(asked, open_town):
    coach, offer = asked
    form = coach.form("Yes, I'd like to")
    admin = open_town.actor("admin")
    open_town.ask("matching", "POST", f"/v1/offers/{offer}/decline", admin, json={"reason": "other"})
    coach.send(form)
    assert (coach.status, coach.title) == (409, "Something changed meanwhile")


def test_how_it_went_is_written_down_and_taken_back(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    a_session(open_town, a_match(open_town, sam, jo), "2026-11-23T15:00:00Z")
    open_town.clock.at += timedelta(hours=2)
    coach = open_town.signed_in("coach", jo)
    coach.follow("How did it go?").submit("Write it down")
    assert coach.status == 422 and coach.main.count("Please say whether you met.") == 2
    assert "Please choose one" in coach.submit("Write it down", met="no").main
    coach.submit("Write it down", met="no", side="unknown")
    assert "Written down" in coach.main and "You didn't meet" in coach.main
    coach.submit("Undo")
    assert "How did it go?" in coach.main
    coach.follow("How did it go?").submit("Write it down", met="yes")
    assert "You met" in coach.main
