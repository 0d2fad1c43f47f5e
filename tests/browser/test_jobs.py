"""What supervisors and administrators come to do, end to end: on a phone in Spanish without scripts, and at a desk."""

from contextlib import contextmanager

import pytest

from services.portal.wording import CATALOGUES
from tests.browser.conftest import DESK, PHONE
from tests.browser.reader import Reader
from tests.desk.installation import eventually

EACH = [(PHONE, "Robin", "Ada"), (DESK, "Noa", "Eli")]
MOST_CLICKS = 4


@contextmanager
def counted(one: Reader, job: str):
    """Never more than a few clicks from one's own page on."""
    one.seen = one.clicks = 0
    yield
    assert one.clicks <= MOST_CLICKS and one.seen <= MOST_CLICKS + 1, (job, one.clicks, one.seen)
    one.looks_right()


@pytest.mark.parametrize(("profile", "coach", "member"), EACH, ids=["phone", "desk"])
def test_a_supervisor_sees_to_whoever_has_nobody_reads_the_week_and_lets_a_coach_go(
    reader, story, profile, coach, member
):
    walk, words = story.walk, CATALOGUES[profile.language]
    walk.coach(coach)
    walk.referral(walk.member(member))
    boss = reader("supervisor", profile)
    with counted(boss, "who nobody is with"):
        eventually(lambda: member in boss.open("/supervisor").main, what=f"{member} waits")
        boss.seen = 1
        boss.press(words["intake.step.other"].format(name=member)).press(words["walking.ask"].format(name=coach))
        assert boss.title == words["asked.title"].format(name=member)
    with counted(boss, "the weekly numbers"):
        boss.open("/supervisor").press(words["numbers.title"])
        sheet = boss.page.get_by_role("link", name=words["numbers.csv"]).get_attribute("href")
        assert "week,measure" in boss.context.request.get(boss.home + sheet).text()
    with counted(boss, "a coach leaves"):
        boss.open("/supervisor").press(words["departure.link"].format(name=coach))
        boss.press(words["departure.button"].format(name=coach))
        assert boss.title == words["reassign.title"] and words["done.departure"] in boss.main


@pytest.mark.parametrize(("profile", "coach", "member"), EACH, ids=["phone", "desk"])
def test_an_administrator_sets_the_help_line_asks_somebody_in_rewords_a_message_and_looks_at_a_roster(
    reader, profile, coach, member
):
    words, admin = CATALOGUES[profile.language], reader("admin", profile)
    with counted(admin, "a help line"):
        admin.open("/settings").press(words["settings.step.lines"])
        admin.page.locator("#line-0").fill("Warm line")
        admin.page.locator("#number-0").fill("555-555-0134")
        admin.press(words["settings.keep"])
        assert words["done.settings"] in admin.main
    with counted(admin, "somebody new on the team"):
        admin.open("/settings").press(words["staff.title"])
        admin.page.locator("#name").fill(member)
        admin.page.locator("#email").fill(f"{member.lower()}@example.org")
        admin.page.locator("#role-intake").check()
        admin.press(words["staff.invite"])
        assert admin.title == words["staff.link"]
    with counted(admin, "the words of a message"):
        admin.open("/settings").press(words["wordings.title"])
        admin.open(str(admin.page.locator("a[href$='/messages/reminder/en']").first.get_attribute("href")))
        admin.press(words["wordings.try"])
        assert admin.page.locator("main form button[value=keep]").count()
    with counted(admin, "a roster"):
        admin.open("/settings").press(words["settings.step.roster"])
        table = f"First Name,Work Email,Status\n{coach}na,{coach.lower()}na@example.org,Active\n".encode()
        admin.page.locator("input[type=file]").set_input_files(
            {"name": "r.csv", "mimeType": "text/csv", "buffer": table}
        )
        admin.press(words["roster.look"])
        assert admin.title == words["roster.looked"]
