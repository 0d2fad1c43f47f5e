"""What we wrote to somebody stands on a page of theirs, and what stands nowhere else is said where they look."""

import pytest

from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def sam(open_town, language):
    """Reads only here, meets Jo tomorrow, and has been told so."""
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    path, staff = f"/v1/people/{sam}/preferences", open_town.actor("intake")
    open_town.ask("notifications", "PUT", path, staff, json={"channels": ["in_app"], "language": language})
    a_session(open_town, a_match(open_town, sam, jo))
    open_town.rooms["notifications"].tick()
    return sam


@pytest.mark.parametrize(
    ("language", "waits", "new", "done"),
    [
        ("en", "There is a new message for you", "Only here · New", "I have read it"),
        ("es", "Hay un mensaje nuevo para ti", "Solo aquí · Nuevo", "Ya lo leí"),
    ],
)
def test_what_stands_only_here_is_found_read_and_new_no_more(open_town, sam, language, waits, new, done):
    page = open_town.signed_in("member", sam, language=language).open(f"/me?lang={language}").follow(waits)
    count = page.main.count(new)
    assert count and "/l/" not in page.answer.text
    for left in reversed(range(count)):
        assert page.submit(done).main.count(new) == left
    assert page.path == "/me/messages" and waits not in page.open("/me").main


@pytest.mark.parametrize("language", ["en"])
def test_a_coach_has_the_page_too_and_reads_there_what_was_said_to_them(open_town, sam):
    coach = open_town.signed_in("coach", a_coach(open_town, "Kim")).open("/coach").follow("What we wrote to you")
    assert "Nothing just now." in coach.main
    open_town.close("notifications")
    assert "this part is not available" in coach.open("/me/messages").main
