"""The way out of mail, from the header of a real one: a button for people, one click for their mail programs."""

import re
from dataclasses import replace

import pytest

from services.notifications.actions.delivery import rest
from tests.desk.postbox import Postbox
from tests.portal.people import a_coach, a_match, a_person, a_session
from tests.portal.town import APIS, a_town

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def told(desk_for, settings):
    """Sam has an address, a session ahead and a first mail about it."""
    with Postbox() as postbox, a_town(desk_for, replace(settings, smtp_url=postbox.url)) as town:
        town.open(*APIS)
        town.postbox = postbox
        jo, sam = a_coach(town, "Jo"), a_person(town, "Sam")
        way = {"kind": "email", "address": "sam@example.org", "shared": "no"}
        path = f"/v1/people/{sam}/contact-points"
        town.ask("notifications", "PUT", path, town.actor("intake"), json={"items": [way]})
        a_session(town, a_match(town, sam, jo))
        town.rooms["notifications"].tick()
        letter = postbox.to("sam@example.org")[-1]
        town.already = len(postbox.to("sam@example.org"))
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        yield town, re.search(r"/u/[A-Za-z0-9_-]{43}", str(letter["List-Unsubscribe"]))[0]
    rest()


def is_still_written_to(town):
    town.rooms["notifications"].tick(days=1)
    return len(town.postbox.to("sam@example.org")) > town.already


def test_opening_it_changes_nothing(told):
    town, link = told
    assert "No more mail from us?" in town.browser().open(link).main
    assert is_still_written_to(town)


def test_the_button_stops_mail_and_somebody_rings_about_what_lies_ahead(told):
    town, link = told
    page = town.browser().open(link).submit("No more mail")
    assert "No more mail goes to this address" in page.main
    assert not is_still_written_to(town)
    calls = town.ask("notifications", "GET", "/v1/calls", town.actor("intake"))["items"]
    assert "stopped" in [call["why"] for call in calls]


def test_a_mail_program_needs_one_click_and_no_cookie(told):
    town, link = told
    answer = town.portal.app.test_client().post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not is_still_written_to(town)


def test_a_made_up_link_stops_nobody(told):
    town, link = told
    wrong = link[:-4] + ("AAAA" if not link.endswith("AAAA") else "BBBB")
    for made_up in (wrong, "/u/" + "A" * 43, "/u/x"):
        answer = town.portal.app.test_client().post(made_up, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 410
    assert is_still_written_to(town)
