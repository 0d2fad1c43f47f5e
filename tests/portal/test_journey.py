"""The whole journey, clicked through: from the three fields to a session that is moved, and one that is off."""

import pytest

from tests.portal.people import a_coach

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


def test_from_three_fields_to_a_first_session(open_town):
    town = open_town
    jo = a_coach(town, "Jo")
    intake = town.signed_in("intake")

    intake.open("/intake").follow("New person")
    intake.submit("Save", name="Sam", reach="email", email="sam@example.org", urgency="soon")
    assert intake.title == "People who could walk with Sam" and "Jo" in intake.main
    town.settle()
    assert "Monday, November 23" in intake.open(intake.path).main
    intake.submit("Ask Jo", first=jo)
    assert "Jo was asked" in intake.main

    coach = town.signed_in("coach", jo)
    assert "Sam" not in coach.main and "There is time to answer" in coach.main
    coach.submit("Yes, I'd like to")
    assert coach.title == "Just a moment"
    town.settle()
    coach.open("/coach/people").follow("Book a time with Sam")
    coach.submit("Go on", starts_at="2026-11-24T15:00:00+00:00")
    assert "Tuesday, November 24" in coach.main and "Sam and Jo" in coach.main
    coach.submit("Book it", way="phone")
    assert "Booked. Both of you" in coach.main and "10:00" in coach.main and "By phone" in coach.main
    assert "Booked. Both of you" not in coach.open(coach.path).main
    town.settle()

    sam = town.ask("matching", "GET", "/v1/matches", town.actor("intake"))["items"][0]["member_id"]
    member = town.signed_in("member", sam)
    assert "Tuesday, November 24" in member.main and "With Jo" in member.main
    member.submit("I'm coming")
    assert "Good to know" in member.main
    member.open("/me").follow("Change")
    member.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").submit("Change to this time")
    assert "The new time is set" in member.main and "Wednesday, November 25" in member.main
    member.open("/me").follow("Can't come")
    assert "This will tell Jo you can't come on Wednesday, November 25" in member.main
    member.submit("Tell them")
    assert member.title == "This meeting is off"
    assert "Nothing is planned" in member.open("/me").main
