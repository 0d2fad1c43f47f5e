"""Links in messages: opening one changes nothing, a button does one deed, a dead one tells nothing."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.actions.delivery import rest
from tests.desk.postbox import Postbox, text_of
from tests.desk.seeing import every_row
from tests.portal.people import NINE_TO_FIVE, RULES, a_coach, a_match, a_person, a_session
from tests.portal.town import APIS, ZONE, a_town

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
BOTH = {"languages": ["en", "es"]}
LINK = re.compile(r"/l/[A-Za-z0-9_-]{22}")


@pytest.fixture
def open_town(desk_for, settings):
    """With a mail server that keeps what it is handed."""
    with Postbox() as postbox, a_town(desk_for, replace(settings, smtp_url=postbox.url)) as town:
        town.open(*APIS)
        town.postbox = postbox
        yield town
    rest()


@pytest.fixture
def session(open_town):
    jo, sam = a_coach(open_town, "Jo", profile=BOTH), a_person(open_town, "Sam", language="es")
    way = {"kind": "email", "address": "sam@example.org", "shared": "no"}
    path = f"/v1/people/{sam}/contact-points"
    open_town.ask("notifications", "PUT", path, open_town.actor("intake"), json={"items": [way]})
    return a_session(open_town, a_match(open_town, sam, jo))


@pytest.fixture
def link(open_town, session):
    """As the message of the booking carries it."""
    open_town.rooms["notifications"].tick()
    letter = text_of(open_town.postbox.to("sam@example.org")[-1])
    found = LINK.search(letter)
    assert found, letter
    return found[0] + "?lang=en"


def state(town, session):
    return town.ask("scheduling", "GET", f"/v1/sessions/{session}", town.actor("intake"))["state"]


def test_opening_a_link_changes_nothing(open_town, session, link):
    for _ in range(3):
        page = open_town.browser().open(link)
    assert "Tuesday, November 24" in page.main and "10:00" in page.main
    assert state(open_town, session) == "booked"


def test_a_message_says_no_place_and_the_page_behind_its_link_says_it_by_its_discreet_name(open_town):
    admin, jo, sam = open_town.actor("admin"), a_coach(open_town, "Jo", profile=BOTH), a_person(open_town, "Sam")
    names = {"name": "Recovery house", "discreet_name": "12 Main St, side door"}
    fresh = {"Idempotency-Key": "house"}
    place = open_town.ask("scheduling", "POST", "/v1/places", admin, json=names, headers=fresh)
    hours = {"time_zone": ZONE, "weekly": [NINE_TO_FIVE | {"place_id": place["id"]}], "rules": RULES}
    open_town.ask("scheduling", "PUT", f"/v1/coaches/{jo}/availability", admin, json=hours)
    way = {"kind": "email", "address": "kim@example.org", "shared": "no"}
    path = f"/v1/people/{sam}/contact-points"
    open_town.ask("notifications", "PUT", path, open_town.actor("intake"), json={"items": [way]})
    a_session(open_town, a_match(open_town, sam, jo))
    open_town.rooms["notifications"].tick()
    letter = text_of(open_town.postbox.to("kim@example.org")[-1])
    assert "Main St" not in letter and "Recovery" not in letter
    page = open_town.browser().open(LINK.search(letter)[0])
    assert "12 Main St, side door" in page.main and "Recovery house" not in page.answer.text
    page.submit("I'm coming")
    assert "12 Main St, side door" in page.main
    page.submit("Can't come")
    assert "12 Main St" not in page.main, "nobody meets there"


def test_i_am_coming(open_town, session, link):
    page = open_town.browser().open(link).submit("I'm coming")
    assert "Good to know" in page.main and state(open_town, session) == "confirmed"


def test_i_cannot_come(open_town, session, link):
    page = open_town.browser().open(link).submit("Can't come")
    assert "It is off now" in page.main and state(open_town, session) == "cancelled"
    open_town.settle()
    assert "nothing left to change" in open_town.browser().open(link).main


def test_another_time(open_town, session, link):
    page = open_town.browser().open(link).follow("Change")
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").submit("Change to this time")
    assert page.title == "The new time is set" and "Wednesday, November 25" in page.main
    open_town.settle()
    assert open_town.browser().open(link).main.count("nothing left to change") == 1


def test_it_speaks_the_persons_language_and_shows_their_clock(open_town, link):
    page = open_town.browser().open(link.partition("?")[0])
    assert "martes 24 de noviembre" in page.main and "10:00" in page.main


def test_a_link_that_never_was_or_is_too_old_is_gone(open_town, link):
    assert open_town.browser().open("/l/never-was").status == 410
    open_town.clock.at += timedelta(days=3)
    assert open_town.browser().open(link).status == 410


def test_only_our_own_page_can_press_the_button(open_town, session, link):
    answer = open_town.browser().client.post(link, data={"act": "cannot_come"})
    assert answer.status_code == 403 and state(open_town, session) == "booked"


def test_a_link_signs_nobody_in(open_town, link):
    browser = open_town.browser().open(link)
    assert browser.open("/me").status == 401


@pytest.fixture
def pair(open_town):
    """Jo walks with Sam, and nothing is booked."""
    jo, sam = a_coach(open_town, "Jo", profile=BOTH), a_person(open_town, "Sam")
    reachable(open_town, sam, "sam@example.org")
    return jo, sam, a_match(open_town, sam, jo)


def reachable(town, person, address):
    ways = {"items": [{"kind": "email", "address": address, "shared": "no"}]}
    town.ask("notifications", "PUT", f"/v1/people/{person}/contact-points", town.actor("intake"), json=ways)


def link_to(town, address="sam@example.org"):
    town.rooms["notifications"].tick()
    return LINK.search(text_of(town.postbox.to(address)[-1]))[0]


def test_pick_a_time_leads_to_the_times_and_books_one_without_signing_in(open_town, pair):
    _, sam, match = pair
    page = open_town.browser().open(link_to(open_town))
    assert page.title == "Choose a time"
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    assert "again and again" not in page.main, "it books one time"
    again = page.form("Book it")
    page.submit("Book it", in_the_way="ride")
    assert page.title == "Your time is booked" and "Wednesday, November 25" in page.main
    assert page.send(again).title == "Your time is booked", "pressed twice"
    assert len(booked_of(open_town, match)) == 1
    assert page.open("/me").status == 401, "a link signs nobody in"
    open_town.settle()
    assert page.send(again).title == "Your time is booked", "and pressed later"
    assert len(booked_of(open_town, match)) == 1


def test_the_link_books_one_time_though_nobody_has_heard_yet_that_it_did(open_town, pair):
    """Four times, one after another, with a page of its own for each; and none of the four waits for the bus."""
    link = link_to(open_town)
    pages = [open_town.browser().open(link) for _ in range(4)]
    for hour, page in enumerate(pages, start=15):
        page.submit("Go on", starts_at=f"2026-11-25T{hour}:00:00+00:00")
    assert [page.submit("Book it").title for page in pages[:2]] == ["Your time is booked"] * 2
    assert "10:00" in pages[1].main, "the time that is booked, not the one that was pressed"
    forget_what_links_booked(open_town)
    pages[2].submit("Book it")
    assert (pages[2].status, pages[2].title) == (410, "This link no longer works"), "scheduling knows too"
    (booked,) = booked_of(open_town, pair[2])
    assert booked["starts_at"] == "2026-11-25T15:00:00Z"
    forget_what_links_booked(open_town)
    a_session(open_town, pair[2], "2026-11-26T16:00:00Z")
    open_town.settle()
    assert "Thursday" not in open_town.browser().open(link).main, "what others booked is theirs"


def forget_what_links_booked(town):
    """As if the word to notifications had been lost."""
    with every_row(town.rooms["notifications"].desk.engine) as connection:
        connection.exec_driver_sql("UPDATE links SET session_id = NULL WHERE match_id IS NOT NULL")


def test_the_link_books_nothing_for_whoever_was_slower(open_town, pair):
    page, (_, _, match) = open_town.browser().open(link_to(open_town)), pair
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    other = a_person(open_town, "Kim")
    a_session(open_town, a_match(open_town, other, pair[0]), "2026-11-25T16:00:00Z")
    page.submit("Book it")
    assert page.status == 409 and page.title == "Choose a time" and booked_of(open_town, match) == []


def booked_of(town, match):
    found = town.ask("scheduling", "GET", f"/v1/sessions?match_id={match}", town.actor("intake"))["items"]
    return [one for one in found if one["state"] == "booked"]


@pytest.fixture
def freed(open_town, pair):
    """Kim can't come after all: Sam, who has a later time, would like an earlier one."""
    jo, sam, match = pair
    kim = a_match(open_town, a_person(open_town, "Kim"), jo)
    early, late = a_session(open_town, kim), a_session(open_town, match, "2026-11-26T15:00:00Z")
    open_town.signed_in("member", sam).open("/me/earlier").submit("Tell me when a time comes free")
    said = {"reason": "member"}
    open_town.ask("scheduling", "POST", f"/v1/sessions/{early}/cancellation", open_town.actor("intake"), json=said)
    for _ in range(3):
        open_town.rooms["scheduling"].tick()
        open_town.settle()
    return sam, match, late


def test_a_time_that_came_free_is_taken_from_its_letter_in_place_of_a_later_one(open_town, freed):
    _, match, late = freed
    page = open_town.browser().open(link_to(open_town))
    assert page.title == "A time came free" and "in place of Thursday, November 26" in page.main
    again = page.form("Yes, I'd like it")
    for _ in "12":
        page.send(again, act="take")
        assert "It is yours" in page.main and "booked for you" in page.main
    (stands,) = booked_of(open_town, match)
    assert (stands["id"], stands["starts_at"]) == (late, "2026-11-24T15:00:00Z")


def test_whoever_took_it_hears_that_it_is_theirs_whatever_they_press_then(open_town, freed):
    sam, match, late = freed
    link, own = open_town.browser().open(link_to(open_town)), open_town.signed_in("member", sam).open("/me/earlier")
    by_letter, at_home = link.form("Yes, I'd like it"), own.form("Yes, I'd like it")
    assert "It is yours" in link.send(by_letter, act="take").main
    assert "It is yours" in own.send(at_home, act="take").main and own.path == f"/sessions/{late}"
    for page, form in ((own, at_home), (link, by_letter)):
        page.send(form, act="pass")
        assert "You had said yes" in page.main and "Thank you for answering" not in page.main
    assert own.path == f"/sessions/{late}" and len(booked_of(open_town, match)) == 1


def test_what_cannot_be_moved_any_more_leaves_the_time_free_to_choose_again(open_town, freed):
    sam, _, late = freed
    page, call_off = open_town.signed_in("member", sam).open("/me/earlier"), {"reason": "us"}
    form = page.form("Yes, I'd like it")
    open_town.ask("scheduling", "POST", f"/v1/sessions/{late}/cancellation", open_town.actor("intake"), json=call_off)
    page.send(form, act="take")
    assert "choose again" in page.main and "It is yours if you would like it" in page.main
    assert "not free any more" not in page.main
    assert "It is yours. Both" in page.submit("Yes, I'd like it", act="take").main


def test_nobody_says_yes_before_it_is_known_what_they_have_booked(open_town, freed):
    own, room = open_town.signed_in("member", freed[0]), open_town.rooms["scheduling"].app
    answers = room.wsgi_app
    room.wsgi_app = lambda env, start: (env["PATH_INFO"] == "/v1/sessions" and busy or answers)(env, start)
    for page in (own.open("/me/earlier"), open_town.browser().open(link_to(open_town))):
        assert "Tuesday, November 24" in page.main and "not available" in page.main
        assert "Yes, I'd like it" not in page.main


def busy(_, start):
    start("503 Service Unavailable", [])
    return [b""]


def test_where_the_coach_is_asked_first_nothing_is_said_to_be_booked(open_town, freed):
    coaches_are_asked(open_town)
    sam, match, _ = freed
    again = (link := open_town.browser().open(link_to(open_town))).form("Yes, I'd like it")
    for _ in "12":
        link.send(again, act="take", instead_of="")
        assert "The coach is asked" in link.main and "and the coach is asked" in link.main
        assert "It is yours" not in link.main and "is booked" not in link.main
    own = open_town.signed_in("member", sam).open(f"/book/{match}")
    own.submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    again = own.form("Book it")
    for key in ("one", "other"):
        own.send(again, key=key, way="phone")
        assert "The coach is asked. The time is kept" in own.main, "pressed again in another tab too"


def test_a_link_that_books_says_too_that_the_coach_is_asked_first(open_town, pair):
    coaches_are_asked(open_town)
    page = open_town.browser().open(link_to(open_town)).submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    again = page.form("Book it")
    for _ in "12":
        assert page.send(again).title == "The coach is asked about this time"
        open_town.settle()
    assert booked_of(open_town, pair[2]) == []


def coaches_are_asked(town):
    now = town.ask("scheduling", "GET", "/v1/organisation", town.actor("admin"))["version"]
    asked = {"json": {"coaches_confirm": True}, "headers": {"If-Match": f'"{now}"'}}
    town.ask("scheduling", "PATCH", "/v1/organisation", town.actor("admin"), **asked)


def test_no_thanks_costs_nothing_and_so_it_stands_on_ones_own_page(open_town, freed):
    sam, match, late = freed
    page = open_town.signed_in("member", sam).open("/me").follow("Earlier times")
    assert "Tuesday, November 24" in page.main
    page.submit("No, thank you", act="pass")
    assert "You keep your place" in page.main and "Tuesday" not in page.main
    assert [one["starts_at"] for one in booked_of(open_town, match)] == ["2026-11-26T15:00:00Z"]
    assert page.submit("Take me off this list").main.count("You are off the list") == 1
