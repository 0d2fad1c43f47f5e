"""Every page, in both languages, on the smallest screen and on a desk: axe finds nothing, nothing is cut off, and
nothing is asked of anybody else."""

import pytest

from services.portal.wording import CATALOGUES
from tests.browser.conftest import DESK, PHONE

AT_ELEVEN = "2026-11-25T16:00:00%2B00:00"
ANYBODY = ["/", "/hard-time", "/sign-in", "/sign-in/paper", "/api"]
PAGES = {
    "sam": [
        "/me",
        "/book/{sam's match}",
        f"/book/{{sam's match}}/review?starts_at={AT_ELEVEN}",
        "/sessions/{session}",
        "/sessions/{session}/cancellation",
        "/sessions/{session}/move",
        f"/sessions/{{session}}/move/review?starts_at={AT_ELEVEN}",
        *(
            f"/me/{page}"
            for page in ("call", "message", "groups", "about", "wishes", "record", "calendar", "letter", "letter/page")
        ),
        "/me/privacy",
        "/me/earlier",
        "/me/record/told",
        "/me/coach/{sam's match}",
        "/me/coach/{sam's match}/ring",
        *(f"/me/consents{page}" for page in ("", "/new", "/new?type=outside")),
        "/mine",
    ],
    "max": ["/me", "/me/choose", "/me/choose/help", "/me/choose?matters=alike&way=phone"],
    "jo": [
        "/coach",
        "/coach/people",
        "/coach/people/{sam}",
        "/coach/people/{sam}/reach",
        "/people/{sam}/standing",
        "/coach/people/{max}/emergency",
        "/coach/write",
        "/coach/hours",
        "/coach/number",
        "/coach/sheet",
        "/coach/yesterday",
        "/coach/matches/{sam's match}/acquaintance",
        "/coach/offers/{offer}/decline",
        "/coach/sessions/{session}/attendance",
        "/sessions/{session}",
    ],
    "intake": [
        "/intake",
        "/intake/people/new",
        "/intake/visit",
        "/intake/referrals/{waiting}/talk",
        "/intake/referrals/{waiting}/welcome",
        "/people/{sam}/reach",
        "/people/{sam}/standing",
        "/people/{sam}/death",
        "/consents/ending",
        "/funder-questions",
        "/on-call",
        "/privacy/not-had",
        "/people/{sam}/privacy",
        "/people/{sam}/consents/new?type=treatment_payment_operations",
        "/intake/referrals/{waiting}",
        "/intake/referrals/{waiting}?more=1",
        "/intake/referrals/{asked}",
        "/book/{sam's match}",
    ],
    "supervisor": ["/supervisor", "/supervisor/lists", "/supervisor/numbers", "/supervisor/coaches/{jo}"],
    "admin": [
        "/settings",
        *(
            f"/settings/{page}"
            for page in ("pages", "places", "people", "roster", "copy", "errands", "vocabulary", "weights", "messages")
        ),
        "/settings/partners",
        "/settings/privacy",
        *(f"/settings/of/{name}" for name in ("matching", "scheduling", "notifications")),
        "/settings/messages/reminder/en",
    ],
}


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=str)
@pytest.mark.parametrize("name", [None, *PAGES], ids=lambda name: name or "anybody")
def test_every_page_looks_right(reader, story, name, profile):
    """On the phone scripts run here only so that axe can look; our pages have none."""
    one = reader(name, profile, runs_scripts=True)
    for path in PAGES.get(name, ANYBODY):
        one.open(path.format_map(story.things)).looks_right()
        assert one.page.locator("html").get_attribute("lang") == profile.language


def test_what_goes_wrong_looks_right_too(reader):
    one = reader("sam", DESK)
    for path, status in (("/nowhere", 404), ("/coach", 403)):
        one.open(path, status=status).looks_right()
    reader(None, DESK).open("/me", status=401).looks_right()


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=str)
def test_the_key_for_a_camera_and_the_screen_at_the_door_look_right(reader, profile):
    """Whoever makes a browser the screen at the door is signed out of it: somebody of their own."""
    one, words = reader("door", profile, runs_scripts=True), CATALOGUES[profile.language]
    one.open("/mine").press(words["mine.second_button"]).looks_right()
    one.open("/mine").press(words["mine.kiosk_button"]).looks_right()
    one.press(words["kiosk.why.visit"]).looks_right()
    assert one.title == words["kiosk.done"]
