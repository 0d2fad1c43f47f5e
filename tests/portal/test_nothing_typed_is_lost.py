"""A service goes away while somebody fills in a form: what was typed stands there still, and nothing is done twice."""

import pytest

from services.portal.clients.matching import Matching
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away
from tests.portal.people import a_coach, a_match, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
SAM = {"name": "Sam", "reach": "email", "email": "sam@example.org", "urgency": "soon"}
TEN = "2026-11-24T15:00:00+00:00"


def value_of(browser, name, button="Save"):
    fields = browser.form(button).all("input")
    return next(field.get("value") for field in fields if field.get("name") == name)


def people_made(town):
    return [event for event in town.rooms["matching"].told() if event.type == "person.registered"]


def names_waiting(town):
    intake = town.actor("intake")
    waiting = town.ask("matching", "GET", "/v1/referrals", intake)["items"]
    asked = {"ids": [one["member_id"] for one in waiting]}
    return [
        one["display_name"] for one in town.ask("matching", "POST", "/v1/people/names", intake, json=asked)["items"]
    ]


@pytest.mark.parametrize("away", ["matching", "notifications"])
def test_a_new_person_is_still_in_the_form_when_a_service_was_away(open_town, away):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    key = value_of(desk, "key")
    open_town.close(away)
    desk.submit("Save", **SAM)
    assert desk.status == 503 and desk.answer.headers["Retry-After"]
    assert (value_of(desk, "name"), value_of(desk, "email")) == ("Sam", "sam@example.org")
    assert value_of(desk, "key") == key
    open_town.open(away)
    assert desk.submit("Save").status == 200
    assert (len(people_made(open_town)), names_waiting(open_town)) == (1, ["Sam"])


def test_who_corrects_name_and_address_corrects_the_person_and_makes_no_other(open_town):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    wishes = {"modality": ["phone"], "most": "outlook.style_listening"}
    desk.submit("Save", **SAM | {"name": "Sma", "email": "sam@-.example"}, **wishes)
    assert desk.status == 422 and "Please give an email address" in desk.main
    desk.submit("Save", name="Sam", email="sam@example.org", modality=[], most="")
    assert desk.title == "People who could walk with Sam"
    assert (len(people_made(open_town)), names_waiting(open_town)) == (1, ["Sam"])
    intake = open_town.actor("intake")
    sam = open_town.ask("matching", "GET", "/v1/referrals", intake)["items"][0]["member_id"]
    told = open_town.ask("matching", "GET", f"/v1/members/{sam}", intake)
    assert not told.get("most_important") and not told.get("modalities")


def test_an_old_form_sent_with_another_name_makes_nobody_and_says_so(open_town):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    form = desk.form("Save")
    desk.send(form, **SAM)
    desk.send(form, **SAM | {"name": "Samuel"})
    assert desk.status == 409 and "This form was sent before" in desk.main
    assert len(people_made(open_town)) == 1


def test_a_form_with_an_id_that_is_none_makes_a_person_as_ever(open_town):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    assert desk.submit("Save", **SAM, made="../offers").status == 200


@pytest.fixture
def book(open_town):
    """Jo's calendar, with a time that is looked at once more before it is booked."""
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    coach = open_town.signed_in("coach", jo)
    return coach.open(f"/book/{a_match(open_town, sam, jo)}").submit("Go on", starts_at=TEN)


def sessions(town):
    return town.ask("scheduling", "GET", "/v1/sessions", town.actor("intake"))["items"]


def test_a_time_is_still_there_to_be_booked_when_scheduling_was_away(open_town, book):
    open_town.close("scheduling")
    book.submit("Book it", way="phone")
    assert book.status == 503 and "Tuesday, November 24" in book.main and "By phone" in book.main
    open_town.open("scheduling")
    assert "Booked. Both of you" in book.submit("Book it").main
    assert [one["modality"] for one in sessions(open_town)] == ["phone"]


def test_who_books_again_after_an_answer_was_lost_on_the_way_hears_that_it_is_booked(open_town, book, monkeypatch):
    form, really = book.form("Book it"), Scheduling.book

    def book_and_lose_the_answer(self, wish, *, key):
        really(self, wish, key=key)
        raise Away("scheduling")

    with monkeypatch.context() as bad_line:
        bad_line.setattr(Scheduling, "book", book_and_lose_the_answer)
        assert book.send(form, way="phone").status == 503
    assert "Booked. Both of you" in book.submit("Book it").main
    book.send(form, way="phone", key="another form")
    assert book.status == 200 and "just been taken" not in book.main
    assert len(sessions(open_town)) == 1


def test_another_time_is_still_there_to_be_taken_when_scheduling_was_away(open_town, book):
    book.submit("Book it", way="phone").follow("Change")
    book.submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    open_town.close("scheduling")
    assert "Wednesday, November 25" in book.submit("Change to this time").main
    open_town.open("scheduling")
    assert "The new time is set" in book.submit("Change to this time").main


def test_a_person_whose_answer_was_lost_on_the_way_is_one_person(open_town, monkeypatch):
    desk, really = open_town.signed_in("intake").open("/intake/people/new"), Matching.register_member

    def register_and_lose_the_answer(self, person, *, key):
        really(self, person, key=key)
        raise Away("matching")

    with monkeypatch.context() as bad_line:
        bad_line.setattr(Matching, "register_member", register_and_lose_the_answer)
        assert desk.submit("Save", **SAM).status == 503
    assert desk.submit("Save").status == 200
    assert (len(people_made(open_town)), names_waiting(open_town)) == (1, ["Sam"])
