"""Booking is a member's main job: on an old phone without scripts, at a desk, and with a keyboard alone."""

import pytest

from services.portal.wording import CATALOGUES
from tests.browser.conftest import DESK, PHONE
from tests.browser.reader import MOST_BYTES, MOST_REQUESTS

MOST_PAGES = 4
EACH = [(PHONE, "kim"), (DESK, "lou")]
WORDS = {
    PHONE: ("Reservar una cita con Jo", "Seguir", "Reservar", "reservada"),
    DESK: ("Book a time with Jo", "Go on", "Book it", "Booked"),
}


@pytest.mark.parametrize(("profile", "name"), EACH, ids=["phone", "desk"])
@pytest.mark.parametrize("says", ["pick a time", "Called off"])
def test_from_each_letter_that_invites_to_book_it_is_three_pages_to_a_booked_time_for_whoever_is_signed_in_nowhere(
    reader, story, profile, name, says
):
    before = 0
    if says == "Called off":
        before = len(story.letters(name, says))
        story.call_off(name)
    one, words = reader(None, profile).open(story.link_in_letter(name, says, after=before)), CATALOGUES["en"]
    one.looks_right()
    one.page.locator("input[type=radio]").nth(6).check()
    one.press(words["times.go_on"]).press(words["book.button"])
    assert one.title == words["action.done.booked"] and one.seen == 3 <= MOST_PAGES
    one.looks_right()
    one.open("/me", status=401)


@pytest.mark.parametrize(("profile", "name"), EACH, ids=["phone", "desk"])
def test_a_time_is_booked_on_three_pages(reader, profile, name):
    book, go_on, yes, booked = WORDS[profile]
    one = reader(name, profile).open("/me").press(book)
    one.page.locator("input[type=radio]").nth(3).check()
    one.press(go_on)
    ways = one.page.locator("input[name=way]")
    assert ways.count()
    one.press(yes)
    assert booked in one.main and "Jo" in one.main
    one.looks_right()


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=str)
def test_from_the_letter_that_confirms_it_is_four_pages_to_another_time_for_whoever_is_signed_in_nowhere(
    reader, story, profile
):
    before = len(story.letters("kim", "You are booked"))
    story.meet("kim", days=2)
    one = reader(None, profile).open(story.link_in_letter("kim", "You are booked", after=before))
    one.press(CATALOGUES["en"]["session.change"])
    one.page.locator("input[type=radio]").last.check()
    one.press(CATALOGUES["en"]["times.go_on"]).press(CATALOGUES["en"]["move.button"])
    assert CATALOGUES["en"]["action.done.moved"] in one.main and one.seen <= MOST_PAGES


def test_a_time_is_booked_with_the_keyboard_alone(reader):
    one = reader("kim", DESK).open("/me")
    press_to(one, "a", "Book a time with Jo")
    press_to(one, "input", "")
    one.page.keyboard.press("ArrowDown")
    assert one.page.locator("input:checked").count() == 1
    press_to(one, "button", "Go on")
    press_to(one, "button", "Book it")
    assert "Booked" in one.main


def test_a_members_page_is_small(reader, story):
    one, weights = reader("sam", PHONE), []
    one.page.on("response", lambda answer: weights.append(int(answer.headers["content-length"])))
    for path in ("/me", "/book/{sam's match}", "/hard-time"):
        del one.asked[:], weights[:]
        one.open(path.format_map(story.things))
        assert len(one.asked) <= MOST_REQUESTS and sum(weights) <= MOST_BYTES


def press_to(one, tag, words):
    """Tab until the focus is on it, and seen; then Enter (a radio is only reached)."""
    for _ in range(60):
        one.page.keyboard.press("Tab")
        here = one.page.evaluate(
            "(() => { const e = document.activeElement, b = e.getBoundingClientRect();"
            " const outlined = getComputedStyle(e).outlineStyle !== 'none';"
            " const seen = b.top >= 0 && b.bottom <= innerHeight;"
            " return [e.tagName.toLowerCase(), e.innerText || '', outlined, seen]; })()"
        )
        if here[0] == tag and words in here[1]:
            assert here[2], f"no one sees where the focus is: {here}"
            assert here[3], f"the focus is off the screen: {here}"
            if tag != "input":
                with one.page.expect_navigation():
                    one.page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {tag} {words!r} on {one.page.url}")
