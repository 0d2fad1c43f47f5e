"""Each page, for each of its people, in both languages, judged by the judge as it is opened."""

from dataclasses import replace

import pytest

from shared.kernel.ids import new_id
from shared.web.callers import Callers
from shared.web.context import Door
from tests.portal.people import a_coach, a_match, a_person, a_request, a_session, an_offer

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
LANGUAGES = ("en", "es")


@pytest.fixture
def people(open_town):
    """Jo walks with Sam and is asked for Kim; Ari waits. Sam and Jo meet tomorrow."""
    town = open_town
    jo, sam, kim, ari = a_coach(town, "Jo"), a_person(town, "Sam"), a_person(town, "Kim"), a_person(town, "Ari")
    match = a_match(town, sam, jo)
    session = a_session(town, match)
    asked = a_request(town, kim)
    told = {"jo": jo, "sam": sam, "match": match, "session": session, "asked": asked}
    return told | {"offer": an_offer(town, asked, jo), "waiting": a_request(town, ari)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_desk(open_town, people, language):
    desk = open_town.signed_in("intake", language=language)
    pages = ["/intake", "/intake/people/new", f"/intake/referrals/{people['waiting']}"]
    pages += [f"/intake/referrals/{people['waiting']}{more}" for more in ("?more=1", "/apart")]
    pages += [f"/intake/referrals/{people['asked']}"]
    pages += [f"/sessions/{people['session']}", f"/book/{people['match']}", f"/book/{people['match']}?later=1"]
    for path in pages:
        assert desk.open(path).status == 200, path
        assert desk.page.all("html")[0].get("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_coach(open_town, people, language):
    coach = open_town.signed_in("coach", people["jo"])
    coach.open(f"/coach?lang={language}")
    assert "Kim" not in coach.text
    assert "Sam" in coach.open("/coach/people").main
    paths = [f"/coach/offers/{people['offer']}/decline", f"/sessions/{people['session']}"]
    paths += [
        "/coach/about",
        "/coach/wishes",
        f"/coach/sessions/{people['session']}/attendance",
        f"/sessions/{people['session']}/move",
    ]
    for path in paths:
        assert coach.open(path).status == 200, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_member(open_town, people, language):
    member = open_town.signed_in("member", people["sam"])
    at_eleven = "2026-11-25T16:00:00%2B00:00"
    paths = [
        f"/me?lang={language}",
        f"/book/{people['match']}",
        f"/book/{people['match']}/review?starts_at={at_eleven}",
    ]
    paths += [f"/sessions/{people['session']}{deed}" for deed in ("", "/cancellation", "/move")]
    paths += [f"/sessions/{people['session']}/move/review?starts_at={at_eleven}", "/hard-time"]
    paths += [
        f"/me/{page}" for page in ("call", "groups", "about", "wishes", "record", "calendar", "letter", "letter/page")
    ]
    paths += [f"/me/coach/{people['match']}", f"/me/coach/{people['match']}/ring", "/mine"]
    for path in paths:
        assert member.open(path).status == 200, path
        assert len(member.answer.data) < 50 * 1024


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_supervisor(open_town, people, language):
    supervisor = open_town.signed_in("supervisor", language=language)
    assert {"Ari", "Kim", "Jo"} <= set(supervisor.open("/supervisor").main.replace(",", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_wrong_is_told_in_plain_words(open_town, language):
    browser = open_town.signed_in("member")
    for path, status in ((f"/sessions/{new_id()}", 404), ("/nowhere", 404), ("/coach", 403)):
        assert browser.open(f"{path}?lang={language}").status == status
    assert open_town.browser().open(f"/me?lang={language}").status == 401


def test_a_time_is_chosen_before_one_goes_on(open_town, people):
    member = open_town.signed_in("member", people["sam"])
    member.open(f"/book/{people['match']}").submit("Go on")
    assert "Please choose a time" in member.main


def test_a_time_that_somebody_else_took_is_said_so(open_town, people):
    member = open_town.signed_in("member", people["sam"])
    member.open(f"/book/{people['match']}").submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    somebody_else = a_match(open_town, a_person(open_town, "Lou"), people["jo"])
    a_session(open_town, somebody_else, "2026-11-25T16:00:00Z")
    member.submit("Book it")
    assert member.status == 409 and "That time has just been taken" in member.main


def test_a_form_sent_twice_acts_once(open_town, people):
    member = open_town.signed_in("member", people["sam"])
    member.open(f"/book/{people['match']}").submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    form = member.form("Book it")
    first, second = member.send(form).path, member.send(form).path
    assert first == second
    mine = open_town.ask("scheduling", "GET", f"/v1/sessions?member_id={people['sam']}", open_town.actor("intake"))
    assert len(mine["items"]) == 2


def test_another_persons_things_are_nowhere(open_town, people):
    stranger = open_town.signed_in("member", a_person(open_town, "Lou"))
    theirs = (f"/sessions/{people['session']}", f"/sessions/{people['session']}/move", f"/book/{people['match']}")
    for path in (*theirs, f"/me/coach/{people['match']}"):
        told = stranger.open(path).main
        assert stranger.status == 404
        assert told == stranger.open(f"/sessions/{new_id()}").main
    mark = stranger.filled(stranger.open("/me").form("Sign out"))
    answer = stranger.client.post(f"/sessions/{people['session']}/cancellation", data=mark)
    assert answer.status_code == 404


def test_a_part_whose_service_is_away_says_so_and_the_rest_works(open_town, people):
    member = open_town.signed_in("member", people["sam"])
    open_town.close("scheduling")
    assert "this part is not available" in member.open("/me").main and "Book a time with Jo" in member.main
    assert member.open(f"/book/{people['match']}").status == 503 and member.title == "Just a moment"
    open_town.open("scheduling")
    open_town.close("matching")
    assert "Tuesday, November 24" in member.open("/me").main and "With your coach" in member.main
    assert member.open("/hard-time").status == 200


@pytest.mark.parametrize("language, words", [("en", "Please wait a minute"), ("es", "Espera un minuto")])
def test_whoever_opens_a_great_many_pages_is_asked_to_wait(town, tmp_path, language, words):
    app, door = town.portal.app, town.portal.app.extensions["holdfast"]
    told = replace(door.desk.settings, calls_a_minute=2)
    app.extensions |= {
        "holdfast": Door(replace(door.desk, settings=told), door.key),
        "callers": Callers(tmp_path / "callers", now=lambda: 1_800_000_015.0),
    }
    coach = town.signed_in("coach", language=language)
    seen = [coach.open("/mine").status for _ in range(4)]
    assert seen[0] == 200 and seen[-1] == 429
    assert words in coach.main and coach.answer.headers["Retry-After"] == "60"
    assert town.browser().open("/").status == 200
