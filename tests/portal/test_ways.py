"""Numbers pass on: one tap says that one is still theirs, another that it is not."""

from datetime import timedelta

import pytest

from tests.portal.people import a_coach, a_match, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
NUMBER = "+15555550134"


@pytest.fixture
def sam(open_town):
    """With a number that was agreed to long ago, and an address."""
    sam = a_person(open_town, "Sam")
    given = (open_town.clock.at - timedelta(days=90)).isoformat()
    consent = {"given_at": given, "wording": "texts-1", "locale": "en", "actor": "the person"}
    number = {"kind": "sms", "address": NUMBER, "shared": "no", "say_we_are": "Alex", "consent": consent}
    items = [number, {"kind": "email", "address": "sam@example.org", "shared": "no"}]
    path = f"/v1/people/{sam}/contact-points"
    open_town.ask("notifications", "PUT", path, open_town.actor("intake"), json={"items": items})
    return sam


def ways(town, person):
    path = f"/v1/people/{person}/contact-points?purpose=to_ring"
    return town.ask("notifications", "GET", path, town.actor("intake"))["items"]


@pytest.mark.parametrize(
    ("language", "still", "gone"),
    [("en", "Still mine", "Not mine any more"), ("es", "Sigue siendo mío", "Ya no es mío")],
)
def test_a_number_is_kept_or_let_go_of_by_one_tap(open_town, sam, language, still, gone):
    assert [way["call_first"] for way in ways(open_town, sam)] == [True, False]
    page = open_town.signed_in("member", sam).open(f"/me/ways?lang={language}")
    assert page.submit(still).path == "/me/ways"
    assert [way["call_first"] for way in ways(open_town, sam)] == [False, False]
    mail = next(
        form
        for form in page.page.all("form")
        if (form.get("action") or "").endswith(f"{ways(open_town, sam)[1]['id']}/end")
    )
    assert "code on paper" not in page.main and "código en papel" not in page.main
    for _ in range(2):
        assert page.send(mail).path == "/me/ways"
    (number,) = ways(open_town, sam)
    assert (number["address"], number["say_we_are"], number["call_first"]) == (NUMBER, "Alex", False)
    assert number["consent"] and "sam@example.org" not in page.main
    assert ("código en papel" if language == "es" else "code on paper") in page.main, "the last to sign in by"
    page.submit(gone)
    assert ways(open_town, sam) == [] and page.path == "/me/ways"


def test_the_coach_and_the_desk_write_down_that_it_is_still_theirs(open_town, sam):
    jo = a_coach(open_town, "Jo")
    a_match(open_town, sam, jo)
    for who, path in ((("coach", jo), f"/coach/people/{sam}/reach"), (("intake",), f"/people/{sam}/reach")):
        page = open_town.signed_in(*who).open(path)
        assert "call before you text" in page.main
        page.submit("They say it is still theirs")
        assert page.path == path and "call before you text" not in page.main
        open_town.clock.at += timedelta(days=61)


def test_without_any_way_the_page_says_so_kindly(open_town):
    member = open_town.signed_in("member", a_person(open_town, "Kim")).open("/me/ways")
    assert "That is fine" in member.main
