"""Looking after an organisation: its words, hours and lines, what each service keeps, its places."""

import pytest

from services.portal.clients.organisation import Places
from services.portal.clients.transport import Away
from tests.portal.people import a_coach, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
LANGUAGES = ("en", "es")
SERVICES = ("matching", "scheduling", "notifications")
PATHS = ["", "/pages", "/places", *(f"/of/{name}" for name in SERVICES)]


@pytest.fixture
def admin(open_town):
    return open_town.signed_in("admin")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["admin", "supervisor"])
def test_every_page_of_settings(open_town, role, language):
    browser = open_town.signed_in(role, language=language)
    for path in PATHS:
        assert browser.open(f"/settings{path}").status == 200, path
        assert browser.page.all("html")[0].get("lang") == language


def test_what_to_begin_with_says_what_is_done_of_it(open_town, admin):
    first = admin.open("/settings").main
    assert first.index("Our time zone Not yet") < first.index("from a list Not yet") < first.index("When you like")
    admin.open("/settings/of/matching").submit("Keep")
    a_coach(open_town, "Jo")
    assert "Our time zone Done" in admin.open("/settings").main and "from a list Done" in admin.main
    assert "from a list" not in open_town.signed_in("supervisor").open("/settings").main


def test_our_own_lines_and_hours_stand_on_the_page_for_a_hard_time(open_town, admin):
    typed = {"open_en": "Weekdays 9 to 5", "open_es": "De lunes a viernes", "line-0": "Warm line"}
    admin.open("/settings/pages")
    assert admin.submit("Keep", **typed).status == 422 and admin.main.count("name and a telephone number") == 2
    assert "Kept" in admin.submit("Keep", **typed, **{"number-0": "(555) 555-0134"}).main
    sam = open_town.signed_in("member", a_person(open_town, "Sam")).open("/hard-time")
    assert "Warm line: (555) 555-0134" in sam.main and "Weekdays 9 to 5" in sam.main
    assert "tel:5555550134" in [link.get("href") for link in sam.page.all("a")]
    assert "De lunes a viernes" in sam.open("/hard-time?lang=es").main
    assert "Warm line" not in open_town.browser().open("/hard-time").main


def test_whoever_walks_with_others_is_called_as_the_organisation_says(open_town, admin):
    a_coach(open_town, "Jo")
    admin.open("/settings/pages").submit("Keep", coach_word="peer")
    told = admin.open("/supervisor").main
    assert "Peer" in told and "oach" not in told.replace("/coaches", "")


def test_settings_sent_twice_are_kept_once_and_nobody_overwrites_another(open_town, admin):
    form = admin.open("/settings/pages").form("Keep")
    assert admin.send(form, coach_word="peer").path == admin.send(form, coach_word="peer").path == "/settings"
    assert admin.send(form, coach_word="mentor").status == 412 and "Somebody else changed this" in admin.main
    form = admin.open("/settings/of/scheduling").form("Keep")
    assert admin.send(form, hide_below="7").path == admin.send(form, hide_below="7").path == "/settings"
    assert admin.send(form, hide_below="9").status == 412 and "Somebody else changed this" in admin.main
    assert admin.submit("Keep").path == "/settings"
    assert open_town.ask("scheduling", "GET", "/v1/organisation", open_town.actor("admin"))["hide_below"] == 9


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_keeps_comes_back_as_it_was(open_town, admin, name):
    before = open_town.ask(name, "GET", "/v1/organisation", open_town.actor("admin"))
    assert admin.open(f"/settings/of/{name}").submit("Keep").path == "/settings"
    after = open_town.ask(name, "GET", "/v1/organisation", open_town.actor("admin"))
    assert {**after, "version": 0} == {**before, "version": 0}


def test_papers_by_role_are_kept_and_the_house_is_in_one_zone(open_town, admin):
    typed = {"required_by_role": "volunteer: training, background_check", "time_zone": "America/Chicago"}
    assert admin.open("/settings/of/matching").submit("Keep", **typed).path == "/settings"
    asked = [open_town.ask(name, "GET", "/v1/organisation", open_town.actor("admin")) for name in SERVICES[:2]]
    assert [one["time_zone"] for one in asked] == ["America/Chicago"] * 2
    assert asked[0]["required_by_role"] == {"volunteer": ["background_check", "training"]}
    admin.open("/settings/of/matching").submit("Keep", required_by_role="")
    assert open_town.ask("matching", "GET", "/v1/organisation", open_town.actor("admin"))["required_by_role"] == {}


def test_a_promise_is_held_against_how_long_questions_in_turn_may_take(open_town, admin):
    page = admin.open("/settings/of/matching")
    assert "up to 12 hours when it is urgent, 72 when soon, 108 otherwise. That can be longer" in page.main
    page.submit("Keep", first_session_hours="108")
    assert "108 otherwise." in admin.open("/settings/of/matching").main and "can be longer" not in admin.main


def test_sent_again_after_the_other_service_was_away_both_are_told(open_town, admin):
    admin.open("/settings/of/matching")
    open_town.close("scheduling")
    assert admin.submit("Keep", time_zone="America/Chicago").status == 503
    open_town.open("scheduling")
    assert admin.submit("Keep").path == "/settings"
    told = open_town.ask("scheduling", "GET", "/v1/organisation", open_town.actor("admin"))
    assert told["time_zone"] == "America/Chicago"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("matching", {"time_zone": "Mars/Crater"}),
        ("matching", {"first_contact_hours": "soon"}),
        ("matching", {"required_by_role": "cook: training"}),
        ("matching", {"required_credentials": "CPRS!"}),
        ("scheduling", {"hide_below": "0"}),
        ("notifications", {"sender_name": "Alex B."}),
        ("notifications", {"read_days": ""}),
        ("notifications", {"rehearsal": "yes", "rehearsal_email": ""}),
    ],
)
def test_what_cannot_be_kept_is_named(admin, name, typed):
    assert admin.open(f"/settings/of/{name}").submit("Keep", **typed).status == 422
    assert "look at this again" in admin.main
    assert admin.open("/settings/of/nothing").status == 404


def test_a_place_has_two_names_and_a_member_sees_one(open_town, admin):
    admin.open("/settings/places")
    assert admin.submit("Add", name="Recovery centre").status == 422
    form = admin.form("Add")
    for _ in range(2):
        admin.send(form, name="Recovery centre", discreet_name="12 Main St")
    assert admin.path == "/settings/places" and admin.main.count("In messages: 12 Main St") == 1
    assert "Nobody’s hours name this place" in admin.follow("Change Recovery centre").main
    closed = admin.submit("Keep", discreet_name="The usual place", open="")
    assert "still to settle" in closed.main and "Meet here instead" not in closed.main
    changed = admin.open("/settings/places")
    assert "In messages: The usual place" in changed.main and "closed" in changed.main
    sam = open_town.actor("member", a_person(open_town, "Sam"))
    assert "Recovery centre" not in str(open_town.ask("scheduling", "GET", "/v1/places", sam))


def test_one_press_puts_another_place_into_what_names_a_closed_one(open_town, admin, monkeypatch):
    desk, jo = open_town.actor("intake"), a_coach(open_town, "Jo")
    names = [{"name": name, "discreet_name": f"the {name}"} for name in ("hall", "café", "library")]
    hall, _, library = (open_town.ask("scheduling", "POST", "/v1/places", desk, json=each)["id"] for each in names)
    week = {"time_zone": "UTC", "weekly": [{"days": [2], "start": "09:00", "end": "17:00", "place_id": hall}]}
    open_town.ask("scheduling", "PUT", f"/v1/coaches/{jo}/availability", desk, json=week)
    admin.open(f"/settings/places/{hall}").submit("Keep", open="")
    with monkeypatch.context() as bad_line:
        bad_line.setattr(Places, "replace", _away)
        key = admin.filled(admin.form("Change it everywhere"))["key"]
        assert admin.submit("Change it everywhere", instead=library).status == 503
    assert admin.filled(admin.form("Change it everywhere"))["key"] == key
    admin.submit("Change it everywhere")
    assert "Nobody’s hours name this place" in admin.main
    assert admin.open(f"/settings/places/{library}").main.count("Jo") == 1


def test_the_minutes_from_place_to_place_are_kept_and_say_the_same_from_both_ends(open_town, admin):
    desk = open_town.actor("intake")
    names = [{"name": name, "discreet_name": f"the {name}"} for name in ("hall", "café", "library")]
    hall, cafe, library = (open_town.ask("scheduling", "POST", "/v1/places", desk, json=each)["id"] for each in names)
    admin.open(f"/settings/places/{hall}")
    assert admin.submit("Keep the minutes", **{f"minutes-{cafe}": "soon"}).status == 422
    assert admin.main.count("Minutes from 1 to 240") == 2, "at the top too"
    early = admin.open(f"/settings/places/{hall}").form("Keep the minutes")
    for _ in "12":
        assert admin.send(early, **{f"minutes-{cafe}": "25", f"minutes-{library}": "10"}).status == 200
    assert admin.open(f"/settings/places/{cafe}").filled(admin.form("Keep the minutes"))[f"minutes-{hall}"] == "25"
    admin.submit("Keep the minutes", **{f"minutes-{hall}": "", f"minutes-{library}": "5"})
    kept = open_town.ask("scheduling", "GET", "/v1/organisation", open_town.actor("admin"))["ways"]
    assert kept == [{"place_ids": [hall, library], "minutes": 10}, {"place_ids": [cafe, library], "minutes": 5}]
    assert admin.send(early).status == 412 and "Somebody" in admin.main
    assert "Minutes to" not in open_town.signed_in("intake").open(f"/settings/places/{hall}").main


def _away(*_, **__):
    raise Away("scheduling")


def test_a_service_that_is_away_says_so_and_takes_nothing(open_town, admin):
    admin.open("/settings/of/scheduling")
    open_town.close("scheduling")
    assert admin.submit("Keep", hide_below="7").status == 503 and "still stands here" in admin.main
    assert "this part is not available" in admin.open("/settings").main
    assert admin.open("/settings/of/scheduling").status == 503 and admin.title == "Just a moment"
