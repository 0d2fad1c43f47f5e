"""At the door people check in by themselves, and nothing on that screen says who else is here, or known."""

from datetime import timedelta

import pytest

from shared.kernel.ids import new_id
from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def screen(open_town):
    return open_town.signed_in("intake").open("/mine").submit("This is the screen at the door")


@pytest.fixture
def sam(open_town):
    """Meets Jo today."""
    sam = a_person(open_town, "Sam")
    a_session(open_town, a_match(open_town, sam, a_coach(open_town, "Jo")), "2026-11-23T20:00:00Z")
    return sam


def visits(town):
    town.settle()
    found = town.ask("scheduling", "GET", "/v1/contacts", town.actor("supervisor"))["items"]
    return [(one["kind"], one.get("person_id"), one["count"]) for one in found]


def tap(screen, why, name=""):
    return screen.open("/kiosk").send(screen.form("Just visiting"), why=why, name=name)


def test_the_screen_opens_one_page_and_whoever_set_it_up_is_signed_out(screen):
    assert screen.path == "/kiosk" and screen.status == 200
    assert screen.open("/intake").status == 401 and screen.open("/kiosk").status == 200
    screen.submit("Leave quickly")
    assert screen.open("/kiosk").path == "/kiosk", "the quick way out leaves the screen what it is"


def test_no_other_browser_is_the_screen(open_town, screen):
    for path in ("/kiosk", "/kiosk/done"):
        assert open_town.browser().open(path).path == "/"


def test_who_says_nothing_is_counted(open_town, screen):
    assert tap(screen, "visit").title == "Thank you"
    assert screen.answer.headers["Refresh"] == "20; url=/kiosk"
    tap(screen, "group")
    assert visits(open_town) == [("visit", None, 1), ("group", None, 1)]


def test_a_name_that_somebody_types_writes_nothing_about_anybody(open_town, screen, sam):
    """No box asks for one; and who sends one all the same does not make somebody seem to have come."""
    assert "name" not in [field.get("name") for field in screen.page.all("input")]
    known, unknown = tap(screen, "meet", "Sam").main, tap(screen, "meet", "Zebedee").main
    assert known == unknown and "Sam" not in known
    assert visits(open_town) == [("visit", None, 1), ("visit", None, 1)]


def test_a_tap_sent_twice_is_one_visit(open_town, screen):
    form = screen.open("/kiosk").form("Just visiting")
    for _ in range(2):
        assert screen.send(form, why="visit").path == "/kiosk/done"
    assert visits(open_town) == [("visit", None, 1)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_speaks_both_languages_and_says_when_a_service_is_away(open_town, screen, language):
    assert screen.open(f"/kiosk?lang={language}").status == 200
    assert screen.open("/kiosk/done").page.all("html")[0].get("lang") == language
    open_town.close("scheduling")
    assert screen.open("/kiosk").submit().status == 503


def test_after_ninety_days_it_is_set_up_anew_whoever_has_kept_its_cookie(open_town, screen):
    tap(screen, "visit")
    kept = screen.client.get_cookie("kiosk") or screen.client.get_cookie("__Host-kiosk")
    open_town.clock.at += timedelta(days=90, seconds=1)
    screen.client.set_cookie(kept.key, kept.value)
    assert screen.open("/kiosk").path == "/"


def test_one_of_us_makes_it_an_ordinary_browser_again(open_town, screen):
    screen.open(open_town.link(new_id(), "intake")).submit("Sign in now").open("/mine")
    assert "no longer the page at the door" in screen.submit("No more").main
    assert screen.open("/kiosk").path != "/kiosk"
