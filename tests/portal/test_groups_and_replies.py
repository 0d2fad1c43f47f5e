"""The sheet by the door, the count afterwards, and what people wrote back."""

from datetime import timedelta

import pytest

from tests.portal.people import NINE_TO_FIVE, RULES, a_coach, a_match, a_person, a_session
from tests.portal.town import ZONE

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def circle(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    intake, path = open_town.actor("intake"), "/v1/groups"
    said = {"coach_id": jo, "starts_at": "2026-11-23T15:00:00Z"}
    group = open_town.ask("scheduling", "POST", path, intake, json=said, headers={"Idempotency-Key": "circle"})
    seat, key = f"{path}/{group['id']}/seats", {"Idempotency-Key": "seat"}
    open_town.ask("scheduling", "POST", seat, intake, json={"member_id": sam}, headers=key)
    open_town.settle()
    return {"jo": jo, "sam": sam, "id": group["id"], "session": group["meetings"][0]["session_id"]}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_has_first_names_and_blank_rows(open_town, circle, language):
    desk = open_town.signed_in("intake", language=language)
    assert desk.open("/circles").status == 200
    desk.open(f"/circles/{circle['id']}/sheet/{circle['session']}")
    assert "Sam" in desk.main and "________________" in desk.main
    assert desk.open(f"/circles/{circle['id']}/count/{circle['session']}").status == 200


def test_a_head_count_takes_a_minute_and_counts_once(open_town, circle):
    open_town.clock.at += timedelta(hours=2)
    coach = open_town.signed_in("coach", circle["jo"])
    assert "A group" in coach.open("/coach").main
    coach.follow("Groups").follow("How many came")
    assert coach.submit("Write it down", count="0", person=circle["sam"]).status == 422
    form = coach.form("Write it down")
    coach.send(form, count="7", person=circle["sam"])
    assert coach.path == "/circles" and "Written down" in coach.main
    found = open_town.ask("scheduling", "GET", "/v1/contacts?kind=group", open_town.actor("supervisor"))["items"]
    assert sum(one["count"] for one in found) == 7


def test_without_replies_the_day_has_no_such_part(open_town, circle):
    coach = open_town.signed_in("coach", circle["jo"]).open("/coach")
    assert "Replies" not in coach.main
    open_town.close("notifications")
    assert "Replies" in coach.open("/coach").main and "this part is not available" in coach.main


@pytest.mark.parametrize(("language", "done"), [("en", "It is seen to"), ("es", "Queda atendido")])
def test_what_somebody_writes_with_whom_nobody_walks_stands_at_the_desk(open_town, language, done):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    open_town.signed_in("member", sam).open("/me/message").submit("Send it", text="Is anybody there?")
    assert "Is anybody" not in open_town.signed_in("coach", jo).open("/coach").main
    desk = open_town.signed_in("intake", language=language).open("/intake")
    assert "Is anybody there?" in desk.main and f'href="/people/{sam}/reach"' in desk.answer.text
    desk.submit(done)
    assert desk.path == "/intake" and "Is anybody" not in desk.main


def test_whoever_stands_in_reads_why_somebody_elses_person_is_on_their_page(open_town):
    jo, kim, sam = a_coach(open_town, "Maria"), a_coach(open_town, "Kim"), a_person(open_town, "Sam")
    session = a_session(open_town, a_match(open_town, sam, jo))
    staff, fresh = open_town.actor("admin"), {"Idempotency-Key": "cover"}
    path, said = f"/v1/sessions/{session}/cover", {"colleague_ids": [kim]}
    cover = open_town.ask("scheduling", "POST", path, staff, json=said, headers=fresh)
    path, said = f"/v1/covers/{cover['id']}/claim", {"coach_id": kim}
    open_town.ask("scheduling", "POST", path, staff, json=said, headers={"Idempotency-Key": "yes"})
    off = {"time_off": [{"from": "2026-11-23T00:00", "to": "2026-11-24T23:59"}]}
    hours = {"time_zone": ZONE, "weekly": [NINE_TO_FIVE], "rules": RULES} | off
    open_town.ask("scheduling", "PUT", f"/v1/coaches/{jo}/availability", staff, json=hours)
    open_town.settle()
    open_town.signed_in("member", sam).open("/me/message").submit("Send it", text="The bus was late.")
    reader = open_town.signed_in("coach", kim).open("/coach")
    assert "The bus was late." in reader.main and "You stand in for Maria meanwhile." in reader.main
    assert "Mientras tanto cubres a Maria." in reader.open("/coach?lang=es").main
    own = open_town.signed_in("coach", jo).open("/coach").main
    assert "The bus was late." in own and "stand in" not in own


def test_a_member_writes_to_their_coach_once_and_hears_when_it_is_read(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    a_match(open_town, sam, jo)
    page = open_town.signed_in("member", sam).open("/me").follow("Write to Jo")
    assert page.submit("Send it", text="  ").status == 422
    form = page.form("Send it")
    assert "Jo can" in page.send(form, text="The bus was late.").main
    open_town.clock.at += timedelta(hours=1)
    assert page.send(form, text="The bus was late.").title == "It is there"
    for hours in (0, 3):
        open_town.clock.at += timedelta(hours=hours)
        boss = open_town.signed_in("supervisor").open("/supervisor")
        assert ("Wrote back, and nobody has answered" in boss.main) == bool(hours) and "The bus" not in boss.main
    open_town.clock.at -= timedelta(hours=3)
    coach = open_town.signed_in("coach", jo).open("/coach")
    assert coach.main.count("The bus was late.") == 1
    assert "The bus" not in coach.submit("It is seen to").main
    open_town.close("notifications")
    page.open("/me/message").submit("Send it", text="Still here?")
    assert page.status == 503 and "Still here?" in page.main


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_group_is_planned_on_a_page_and_seats_can_be_taken(open_town, language):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    button = {"en": "Plan it", "es": "Planearlo"}[language]
    desk = open_town.signed_in("intake", language=language).open("/circles")
    desk.follow({"en": "Plan a group", "es": "Planear un grupo"}[language])
    assert desk.submit(button, coach=jo, seats="0").status == 422
    desk.submit(button, coach=jo, seats="4", title="Tuesday table", day="2026-11-24", clock="18:00", weeks="3")
    assert desk.path == "/circles" and desk.main.count("Tuesday table") == 3
    assert open_town.signed_in("member", sam).open("/me/groups").main.count("Tuesday table") >= 1
    coach = open_town.signed_in("coach", jo).open("/circles/new")
    assert coach.submit("Plan it", day="2026-12-01", clock="18:30").status == 409 and "cannot be then" in coach.main
    assert coach.submit("Plan it", clock="19:00").path == "/circles" and "People can take a seat" in coach.main
