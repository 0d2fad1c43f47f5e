"""How somebody likes to hear from us: asked on their own page, kept at once, and said aloud at the desk."""

import pytest

from tests.portal.people import a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def sam(open_town):
    return a_person(open_town, "Sam")


def wishes(town, person, **put):
    path, staff = f"/v1/people/{person}/preferences", town.actor("intake")
    return town.ask("notifications", "PUT" if put else "GET", path, staff, **({"json": put} if put else {}))


def test_what_a_person_asks_for_holds_and_what_the_page_does_not_ask_stays(open_town, sam):
    wishes(open_town, sam, language="es", reminders=[180, 60], channels=["voice", "email"])
    page = open_town.signed_in("member", sam).open("/me").follow("How we write to you")
    assert "Messages come from alex@localhost and are signed Alex" in page.main
    ways = [one.get("value") for one in page.page.all("input") if one.get("name") == "way"]
    assert ways == ["as_now", "mail", "texts", "call", "here"]
    assert page.submit("Keep it so").status == 200 and wishes(open_town, sam)["channels"] == ["voice", "email"]
    page.submit("Keep it so", way="here")
    assert wishes(open_town, sam)["channels"] == ["in_app"]
    page.submit("Keep it so", way="texts", quiet_from="22:00", quiet_to="07:30", weekly="yes")
    kept = wishes(open_town, sam)
    assert (kept["reminders"], kept["channels"], kept["language"]) == ([180, 60], ["sms", "email"], "es")
    assert (kept["quiet_hours"], kept["weekly_word"]) == ({"from": "22:00", "to": "07:30"}, True)
    page.submit("Keep it so", reminders="none", quiet_from="", quiet_to="")
    kept = wishes(open_town, sam)
    assert (kept["reminders"], kept["quiet_hours"], kept["weekly_word"]) == ([], None, True)


@pytest.mark.parametrize(
    ("language", "keep", "means"),
    [("en", "Keep it so", "on the screen, locked or not"), ("es", "Guardar", "aunque esté bloqueada")],
)
def test_what_plainer_words_would_tell_is_said_before_they_are_asked_for(open_town, sam, language, keep, means):
    page = open_town.signed_in("member", sam).open(f"/me/reminders?lang={language}")
    assert means in page.main and page.filled(page.form(keep))["words"] == "discreet"
    page.submit(keep, words="plain")
    assert wishes(open_town, sam)["discreet"] is False and page.filled(page.form(keep))["words"] == "plain"
    page.submit(keep, way="call")
    assert wishes(open_town, sam)["discreet"] is False
    assert page.submit(keep, words="loud").status == 422
    page.open("/me/reminders").submit(keep, words="discreet")
    assert wishes(open_town, sam)["discreet"] is True


@pytest.mark.parametrize(("language", "words"), [("en", "at least one hour a day"), ("es", "al menos una hora al día")])
def test_hours_that_leave_no_room_are_refused_and_stand_there_again(open_town, sam, language, words):
    page = open_town.signed_in("member", sam, language=language).open(f"/me/reminders?lang={language}")
    for end in ("09:00", "soon"):
        form = next(form for form in page.page.all("form") if form.get("action") == "/me/reminders")
        page.send(form, quiet_from="09:00", quiet_to=end)
        assert page.status == 422 and words in page.main and 'value="09:00"' in page.answer.text
    assert wishes(open_town, sam)["quiet_hours"] == {"from": "20:00", "to": "09:00"}


def test_the_desk_says_from_whom_messages_come(open_town):
    assert "are signed Alex" in open_town.signed_in("intake").open("/intake/people/new").main


@pytest.mark.parametrize(
    ("language", "keep", "words"),
    [("en", "Keep it so", "December 24, 2026"), ("es", "Guardar", "24 de diciembre de 2026")],
)
def test_days_are_chosen_and_let_go_of_by_the_person(open_town, sam, language, keep, words):
    page = open_town.signed_in("member", sam).open(f"/me/days?lang={language}")
    assert page.submit(keep, day="2026-12-24").main.count(words) == 1
    for no_day in ("2026-11-22", "soon"):
        assert page.submit(keep, day=no_day).status == 422 and words in page.main
    assert page.filled(page.form(keep))["keep"] == "2026-12-24", "a tick stays where another day is wrong"
    page.submit(keep, keep=[], day="soon")
    assert words in page.main and "keep" not in page.filled(page.form(keep))
    page.open("/me/days")
    path = f"/v1/people/{sam}/milestones"
    open_town.ask("notifications", "PUT", path, open_town.actor("member", sam), json={"days": []})
    assert page.submit(keep, day="2027-03-01").path == "/me/days", "a day that is no more holds up nothing"
    assert words not in page.main and "2027" in page.main
    assert page.open("/me/days").submit(keep, keep=[]).path == "/me/days" and words not in page.main


def test_how_to_remind_is_asked_at_the_desk_and_nothing_changes_where_it_was_not(open_town):
    desk, intake = open_town.signed_in("intake"), open_town.actor("intake")
    said = {"reach": "come_by", "urgency": "soon"}
    for name, remind, kept in (("Kim", "none", []), ("Ari", "day", [24 * 60]), ("Lou", "", None)):
        desk.open("/intake/people/new").submit("Save", name=name, remind=remind, **said)
        asked = {"display_name": name}
        (one,) = open_town.ask("matching", "POST", "/v1/people/lookup", intake, json=asked)["items"]
        assert wishes(open_town, one["id"])["reminders"] == kept
