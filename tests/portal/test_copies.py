"""A copy of everything, fetched by whoever administers; and how far it is, for whoever looks meanwhile."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from services.portal.pages.settings.copies import LetGo
from services.portal.store.tables import errands
from shared.db.transaction import transaction
from tests.portal.people import a_coach, a_match, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
PATH = "/settings/copy"


@pytest.fixture
def admin(open_town):
    sam, jo = a_person(open_town, "=Sam"), a_coach(open_town, "Jo")
    a_match(open_town, sam, jo)
    open_town.settle()
    return open_town.signed_in("admin").open("/settings").follow("A copy of everything")


def fetched(page, form):
    """As the browser saves it: the page stays where it is."""
    return page.client.post(PATH, data=page.filled(page.form("Save it")) | {"form": form}, buffered=False)


def test_everybody_is_in_it_as_they_would_read_themselves_and_each_can_see_that_it_was_made(open_town, admin):
    answer = fetched(admin, "json")
    assert answer.headers["Content-Disposition"].endswith('.json"') and answer.headers["Cache-Control"] == "no-store"
    whole = json.loads(answer.get_data(as_text=True))
    named = {
        one["matching"]["parts"]["people"][0]["sealed"]["display_name"]: one
        for one in whole["people"]
        if "matching" in one
    }
    assert named.keys() == {"=Sam", "Jo"} and {one["service"] for one in whole["organisation"]["settings"]}
    assert named["=Sam"]["scheduling"]["parts"]["parties"] and "notifications" in named["=Sam"]
    sam = named["=Sam"]["person_id"]
    seen = open_town.signed_in("member", sam).open("/me/record").main
    assert "made a copy of your record" in seen
    assert "3 of 3 people · done" in admin.open("/settings/errands?watch=1").main
    assert "Refresh" not in admin.answer.headers


def test_as_a_sheet_it_runs_in_no_spreadsheet(admin):
    text = fetched(admin, "csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {row["value"] for row in rows if row["field"] == "sealed.display_name"} == {"Jo", "'=Sam"}
    assert {row["part"] for row in rows if not row["person_id"]} >= {"settings", "vocabulary"}


def test_how_far_it_is_can_be_looked_at_and_stopped_and_then_it_is_no_whole_file(admin):
    lines = fetched(admin, "json").iter_encoded()
    told = [next(lines) for _ in range(3)]
    assert "1 of 3 people · under way" in admin.open("/settings/errands").main
    assert "Refresh" not in admin.answer.headers
    assert admin.follow("Look again every five seconds").answer.headers["Refresh"] == "5"
    assert "stopped by one of you" in admin.submit("Stop it").main and "Refresh" not in admin.answer.headers
    with pytest.raises(LetGo):
        told += list(lines)
    with pytest.raises(json.JSONDecodeError):
        json.loads(b"".join(told))
    assert "stopped by one of you" in admin.open("/settings/errands").main


def test_one_that_nobody_waits_for_any_more_broke_off_and_so_did_one_that_fell_silent(open_town, admin):
    answer = fetched(admin, "json")
    next(answer.iter_encoded())
    answer.close()
    assert "0 of 3 people · broke off" in admin.open("/settings/errands").main
    silent = fetched(admin.open(PATH), "json")
    with transaction(open_town.portal.desk, open_town.actor("admin")) as tx:
        tx.update(errands, errands.c.state == "under_way", seen_at=datetime.now(UTC) - timedelta(minutes=6))
    assert admin.open("/settings/errands").main.count("3 people · broke off") == 2
    silent.close()


def test_while_a_service_is_away_there_is_no_file(open_town, admin):
    open_town.close("notifications")
    assert admin.submit("Save it").status == 503 and "No file was made" in admin.main
    assert "Nothing is under way" in admin.open("/settings/errands").main


def test_who_has_been_forgotten_is_in_no_copy(open_town, admin):
    sam = a_person(open_town, "Ash")
    open_town.settle()
    open_town.ask(
        "matching", "POST", f"/v1/people/{sam}/erasure", open_town.actor("admin"), headers={"Idempotency-Key": "forget"}
    )
    open_town.settle()
    assert sam not in fetched(admin, "json").get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_both(open_town, language):
    page = open_town.signed_in("admin", language=language)
    for path in (PATH, "/settings/errands"):
        assert page.open(path).status == 200
    assert open_town.signed_in("supervisor").open(PATH).status == 403
