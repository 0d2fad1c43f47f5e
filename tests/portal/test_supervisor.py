"""Who has nobody, what to look at, how long people wait, a week in numbers, and a round from draft to publication."""

import csv
import io
from datetime import timedelta

import pytest

from services.portal.wording.sheets import as_csv
from tests.portal.people import a_coach, a_match, a_person, a_request, a_session, an_offer

LANGUAGES = ("en", "es")
on_sqlite = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


def test_a_sheet_runs_nothing():
    cells = ["=1+1", "+1", "-1", "@now", "\tx", "plain", 5, -5]
    read = list(csv.reader(io.StringIO(as_csv(["a"], [{"a": cell} for cell in cells]))))[1:]
    assert [row[0] for row in read] == ["'=1+1", "'+1", "'-1", "'@now", "'\tx", "plain", "5", "-5"]


def work_out(town):
    """The background does its turn."""
    town.rooms["matching"].tick()
    town.settle()


@on_sqlite
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_supervisor(open_town, language):
    jo, sam = a_coach(open_town, "Jo", capacity=5), a_person(open_town, "Sam")
    a_session(open_town, a_match(open_town, sam, jo), "2026-11-23T15:00:00Z")
    request = a_request(open_town, a_person(open_town, "Kim"))
    an_offer(open_town, request, jo)
    open_town.clock.at += timedelta(hours=1)
    boss = open_town.signed_in("supervisor", language=language)
    paths = ["", "/numbers", "/numbers?week=2026-W46&by=site", "/numbers?week=soon", "/waits", "/reassignments"]
    paths += ["/messages", "/not-found", "/rounds", f"/coaches/{jo}/departure"]
    for path in paths:
        assert boss.open(f"/supervisor{path}").status == 200, path
        assert boss.page.all("html")[0].get("lang") == language
    assert {"Kim", "Jo"} <= set(boss.open("/supervisor").main.replace(",", " ").split())


@on_sqlite
def test_the_week_can_be_taken_home_as_a_sheet(open_town):
    boss = open_town.signed_in("supervisor")
    answer = boss.client.get("/supervisor/numbers.csv?week=2026-W47")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="numbers-2026-W47.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {"people", "visits", "calls"} <= {row["measure"] for row in rows} and rows[0]["week"] == "2026-W47"


@on_sqlite
def test_how_people_came_stands_in_the_week_and_in_its_sheet(open_town):
    for n in range(5):
        a_request(open_town, a_person(open_town, f"Kim {n}"))
    boss = open_town.signed_in("supervisor").open("/supervisor/numbers?by=funding")
    assert "How people came By themselves, or a friend or relative everything 5" in boss.main
    sheet = boss.client.get("/supervisor/numbers.csv").text
    assert ",came,self,,,5" in sheet
    assert "Kim 3" in boss.open("/supervisor/numbers/came?part=self").main
    open_town.close("matching")
    assert "How people came is not in it just now" in boss.open("/supervisor/numbers").main
    assert ",came,,,,How people came is not in it just now" in boss.client.get("/supervisor/numbers.csv").text


@on_sqlite
def test_the_list_of_how_people_came_is_of_the_same_week_as_its_number(open_town):
    """Sunday evening there is Monday morning elsewhere."""
    open_town.clock.at += timedelta(days=6, hours=14)
    a_request(open_town, a_person(open_town, "Kim"))
    boss = open_town.signed_in("supervisor").open("/supervisor/numbers?week=2026-W48")
    [listed] = [one.get("href") for one in boss.page.all("a") if "/numbers/came" in (one.get("href") or "")]
    assert "Kim" in boss.open(listed).main
    assert "Kim" not in boss.open(listed.replace("America/New_York", "UTC")).main


@on_sqlite
def test_a_week_by_site_names_the_places_and_shows_no_ids(open_town):
    boss, desk = open_town.signed_in("supervisor"), open_town.actor("intake")
    wish = {"name": "Library, room 2", "discreet_name": "the library"}
    place = open_town.ask("scheduling", "POST", "/v1/places", desk, json=wish)["id"]
    said = {"kind": "visit", "count": 7, "place_id": place}
    open_town.ask("scheduling", "POST", "/v1/contacts", desk, json=said)
    page = boss.open("/supervisor/numbers?by=site")
    assert "Library, room 2" in page.main and place not in page.main
    assert "Library, room 2" in boss.client.get("/supervisor/numbers.csv?by=site").text
    listed = f"/supervisor/numbers/visits?week=2026-W48&by=site&group={place}"
    assert listed.replace("&", "&amp;") in boss.client.get("/supervisor/numbers?by=site").text
    assert "7" in boss.open(listed).main


@on_sqlite
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_opens_the_list_of_whom_it_counts(open_town, language):
    a_request(open_town, a_person(open_town, "Kim"), urgency="routine")
    open_town.settle()
    boss = open_town.signed_in("supervisor", language=language)
    assert "Kim" in boss.open("/supervisor/numbers/referral_states?part=waiting").main
    words = boss.open("/supervisor/numbers").main
    assert {"en": "everybody else", "es": "las demás personas"}[language] in words
    assert "Neither of these" not in words and "Ninguna de las dos" not in words
    assert boss.open("/supervisor/numbers/people?part=week").status == 200
    assert boss.client.get("/supervisor/numbers/offers").status_code == 404


@on_sqlite
def test_when_a_coach_leaves_their_people_come_first(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    a_match(open_town, sam, jo)
    boss = open_town.signed_in("supervisor").open("/supervisor").follow("Jo leaves")
    boss.submit("Write down that Jo leaves")
    assert boss.path == "/supervisor/reassignments" and "Sam" in boss.main and "walked with Jo" in boss.main
    assert "People who could walk with Sam" in boss.follow("Choose who could walk with Sam").title


@on_sqlite
def test_a_round_is_drafted_compared_edited_and_published(open_town):
    jo = a_coach(open_town, "Jo", capacity=5)
    for name in ("Sam", "Kim"):
        a_request(open_town, a_person(open_town, name))
    boss = open_town.signed_in("supervisor").open("/supervisor/rounds").submit("Work it out", objective="best_fit")
    assert "about to begin" in boss.main or "being worked out" in boss.main or "a draft" in boss.main
    path = boss.path
    work_out(open_town)
    boss.open(path)
    assert "a draft" in boss.main and "2 of 2 have somebody" in boss.main and "Sam · Jo" in boss.main
    boss.follow("Somebody else for Sam")
    boss.submit("Write it down", coach="nobody")
    assert boss.path == path and "Sam · nobody this time" in boss.main
    boss.submit("Publish")
    work_out(open_town)
    assert "published" in boss.open(path).main
    offers = open_town.ask("matching", "GET", f"/v1/offers?coach_id={jo}&state=open", open_town.actor("intake"))
    assert len(offers["items"]) == 1


@on_sqlite
def test_a_round_can_be_let_go(open_town):
    a_request(open_town, a_person(open_town, "Sam"))
    boss = open_town.signed_in("supervisor").open("/supervisor/rounds")
    boss.submit("Work it out", objective="fewest_waiting")
    path = boss.path
    work_out(open_town)
    boss.open(path).submit("Let go of it")
    assert "Nobody has been asked" in boss.main and "let go" in boss.main


@on_sqlite
def test_a_supervisors_page_stands_when_a_service_is_away(open_town):
    a_coach(open_town, "Jo")
    boss = open_town.signed_in("supervisor")
    open_town.close("scheduling")
    boss.open("/supervisor")
    assert "this part is not available" in boss.main and "Jo" in boss.main
    assert boss.open("/supervisor/waits").status == 200
    open_town.close("notifications")
    assert "this part is not available" in boss.open("/supervisor/messages").main


def test_the_numbers_stand_measure_by_measure_each_beside_what_it_counts(open_town):
    page = open_town.signed_in("supervisor").open("/supervisor/numbers").page
    rows = [row for row in page.all("tr") if row.all("td")]
    named = [" ".join(one for one in row.all("th")[0].inside if isinstance(one, str)).strip() for row in rows]
    assert [name for at, name in enumerate(named) if name not in named[:at]] == [
        name for at, name in enumerate(named) if not at or named[at - 1] != name
    ]
    assert {len(row.all("td")) for row in rows} == {1} and "this week" in rows[0].text


@on_sqlite
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_funders_questions_are_settled_on_a_page_and_the_press_can_be_taken_back(open_town, language):
    sam, admin = a_person(open_town, "Sam"), open_town.actor("admin")
    open_town.signed_in("admin").open("/settings/of/scheduling").submit("Keep", questions_for="county")
    spoken = {"person_id": sam, "kind": "call", "outcome": "talked", "funding": "county"}
    open_town.ask("scheduling", "POST", "/v1/contacts", admin, json=spoken)
    desk = open_town.signed_in("intake", language=language).open("/funder-questions")
    begin, settled = {"en": ("to begin with", "settled"), "es": ("para empezar", "listo")}[language]
    assert "Sam" in desk.main and begin in desk.main and settled not in desk.main
    settle, again = {"en": ("Done", "Take that back"), "es": ("Hecho", "Retirar")}[language]
    desk.submit(settle)
    assert desk.path == "/funder-questions" and desk.main.count(settled) == 1
    desk.submit(again)
    assert settled not in desk.main
