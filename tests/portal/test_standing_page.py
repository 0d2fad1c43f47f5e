"""Away for a while, back again, or that somebody has died: each is written down on a page, by whoever may know."""

import pytest

from shared.kernel.ids import new_id
from tests.portal.people import a_coach, a_match, a_person, a_request, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
AWAY, BACK, DIED = "Write it down", "Sam is back", "Write down that Sam has died"


def of(town, path):
    return town.ask("matching", "GET", path, town.actor("intake"))


@pytest.fixture
def sam(open_town):
    return a_person(open_town, "Sam")


@pytest.fixture
def jo(open_town, sam):
    """Walks with Sam."""
    coach_id = a_coach(open_town, "Jo")
    a_match(open_town, sam, coach_id)
    return coach_id


def test_a_coach_writes_down_that_somebody_is_in_hospital_and_that_they_are_back(open_town, sam, jo):
    coach = open_town.signed_in("coach", jo).open(f"/coach/people/{sam}").follow("How things are with Sam")
    assert "They are with us" in coach.main
    coach.submit(AWAY, reason="in_hospital", until="2026-12-14")
    assert "Their place is kept" in coach.main
    for page in (f"/people/{sam}/standing", f"/coach/people/{sam}"):
        assert "Look again on Monday, December 14" in coach.open(page).main
        assert "In hospital." not in coach.main
    desk = open_town.signed_in("intake").open(f"/people/{sam}/standing")
    assert "Look again on Monday, December 14. In hospital." in desk.main
    coach.open(f"/people/{sam}/standing").submit(BACK)
    assert "They are with us" in coach.main and BACK not in coach.main
    assert "Away for a while" not in coach.open(f"/coach/people/{sam}").main


def test_a_form_sent_twice_is_one_time_away_and_one_return(open_town, sam, jo):
    coach = open_town.signed_in("coach", jo).open(f"/people/{sam}/standing")
    for button, chosen in ((AWAY, {"reason": "away"}), (BACK, {})):
        form, version = coach.form(button), of(open_town, f"/v1/members/{sam}")["version"]
        for _ in "12":
            assert coach.send(form, **chosen).status == 200
        assert of(open_town, f"/v1/members/{sam}")["version"] == version + 1


def test_what_is_missing_is_said_in_words_and_stays_in_the_form(open_town, sam, jo):
    coach = open_town.signed_in("coach", jo).open(f"/people/{sam}/standing")
    coach.submit(AWAY, until="2026-12-14")
    assert coach.status == 422 and "Please choose what it is." in coach.main
    for day in ("2020-01-01", "soon"):
        coach.submit(AWAY, reason="asked_for_space", until=day)
        assert coach.status == 422 and "a day from tomorrow on" in coach.main
    open_town.close("matching")
    coach.submit(AWAY, until="2026-12-14")
    assert coach.status == 503 and "What you filled in still stands here" in coach.main
    open_town.open("matching")
    coach.submit(AWAY)
    assert "Look again on Monday, December 14" in coach.main


def test_to_a_coach_who_does_not_walk_with_them_there_is_no_such_page(open_town, sam, jo):
    stranger = open_town.signed_in("coach", a_coach(open_town, "Cam"))
    told = [stranger.open(f"/people/{who}/standing").main for who in (sam, new_id())]
    assert stranger.status == 404 and told[0] == told[1]
    mark = stranger.filled(stranger.open("/coach").form("Sign out")) | {"reason": "away"}
    for path in ("standing", "resumption"):
        assert stranger.client.post(f"/people/{sam}/{path}", data=mark).status_code == 404
    assert of(open_town, f"/v1/members/{sam}")["state"] == "active"


def test_nobody_is_asked_meanwhile_and_the_words_say_where_to_write_it_down(open_town, sam):
    max_id = a_coach(open_town, "Max")
    request = a_request(open_town, sam)
    desk, member = open_town.signed_in("intake"), open_town.signed_in("member", sam)
    desk.open(f"/intake/referrals/{request}").follow("How things are with Sam").submit(AWAY, reason="in_treatment")
    assert "Away for a while." in desk.main
    desk.open(f"/intake/referrals/{request}").submit("Ask Max", first=max_id)
    assert "on their page “How things are”" in desk.main
    member.open("/me/choose").submit("Any of them")
    assert "please talk with us" in member.main


def test_a_death_stops_everything_once_and_the_coach_is_told_by_a_person(open_town, sam, jo):
    kim = a_person(open_town, "Kim")
    request = a_request(open_town, kim)
    boss = open_town.signed_in("supervisor").open(f"/people/{sam}/reach")
    boss.follow("How things are with Sam").follow("Sam has died")
    assert "Everything to Sam stops at once" in boss.main
    form = boss.form(DIED)
    for _ in "12":
        assert "It is written down that they have died" in boss.send(form).main
    assert "may need somebody too" in boss.main
    assert [one["state"] for one in of(open_town, f"/v1/matches?member_id={sam}")["items"]] == ["ended"]
    tell = [(one["tell_id"], one["about_id"]) for one in of(open_town, "/v1/tidings")["items"]]
    assert tell == [(jo, sam)]
    assert "Jo has been told" in boss.open("/supervisor").main
    desk = open_town.signed_in("intake").open(f"/people/{kim}/death").submit("Write down that Kim has died")
    assert "please tell a supervisor" in desk.main
    assert of(open_town, f"/v1/referrals/{request}")["state"] == "closed"


def test_a_mistake_is_taken_back_and_who_was_not_told_is_not_told(open_town, sam, jo):
    boss = open_town.signed_in("supervisor").open(f"/people/{sam}/death").submit(DIED)
    form = boss.form("Take it back")
    for _ in "12":
        assert "They are with us" in boss.send(form).main
    assert of(open_town, f"/v1/members/{sam}")["state"] == "active"
    assert of(open_town, "/v1/tidings")["items"] == []


def test_in_spanish_too(open_town, sam, jo):
    boss = open_town.signed_in("supervisor", language="es").open(f"/people/{sam}/standing")
    assert "Cómo van las cosas con Sam" in boss.title
    assert "se detiene enseguida" in boss.follow("Sam falleció").main
    coach = open_town.signed_in("coach", jo, language="es")
    assert "avisa a la recepción" in coach.open(f"/people/{sam}/standing?lang=es").main


def test_a_coach_who_is_away_has_a_page_that_says_who_is_affected_and_asks_for_no_reason(open_town, sam, jo):
    match = of(open_town, f"/v1/matches?coach_id={jo}")["items"][0]["id"]
    a_session(open_town, match)
    boss = open_town.signed_in("supervisor").open("/supervisor").follow("Jo")
    assert boss.title == "How things are with Jo" and "Sam They meet on Tuesday, November 24" in boss.main
    form = boss.form("Write it down")
    for _ in "12":
        boss.send(form, until="2026-12-07")
        assert "Look again on Monday, December 7" in boss.main and "Sam" in boss.main
    told = of(open_town, f"/v1/coaches/{jo}")
    assert told["state"] == "paused" and "reason" not in told, "why a coach is away is not for the desk"
    assert open_town.signed_in("intake").open(f"/supervisor/coaches/{jo}").status == 403
    assert boss.submit("Write it down", until="2020-01-01").status == 422
    assert boss.send(form, to=f"/supervisor/coaches/{sam}/away").status == 404
    assert of(open_town, f"/v1/members/{sam}")["state"] == "active", "and nothing was done"
    open_town.close("scheduling")
    assert "not available" in boss.open(f"/supervisor/coaches/{jo}").main and "Sam" in boss.main
    assert "Nothing is booked" not in boss.main, "nobody knows"
    boss.submit("Jo is back")
    assert "They are with us" in boss.main and of(open_town, f"/v1/coaches/{jo}")["state"] == "active"


def test_until_the_button_is_pressed_no_page_says_that_somebody_has_died(open_town, sam, jo):
    for person, name in ((sam, "Sam"), (jo, "Jo")):
        desk = open_town.signed_in("supervisor").open(f"/people/{person}/death")
        assert desk.title == f"If {name} has died"
        desk.submit(f"Write down that {name} has died")
        assert desk.title == f"{name} has died"


def test_why_a_coach_is_away_is_asked_on_no_page(open_town, sam, jo):
    desk = open_town.signed_in("intake")
    form = desk.open(f"/people/{sam}/standing").form(AWAY)
    assert desk.send(form, to=f"/people/{jo}/standing", reason="in_hospital").status == 404
    assert desk.open(f"/people/{jo}/standing").status == 404
    assert of(open_town, f"/v1/coaches/{jo}")["state"] == "active"
    assert desk.open(f"/people/{jo}/death").follow("Go back").path == "/intake"
    boss = open_town.signed_in("supervisor").open(f"/people/{jo}/death")
    assert boss.follow("Go back").title == "How things are with Jo" and "/supervisor/coaches/" in boss.path
    boss.open(f"/people/{jo}/death").submit("Write down that Jo has died").submit("Take it back")
    assert boss.path == f"/supervisor/coaches/{jo}" and "They are with us" in boss.main


def test_of_whom_nobody_walks_with_yet_the_desk_knows_until_when_they_are_away_and_why(open_town, sam):
    a_request(open_town, sam)
    desk = open_town.signed_in("intake").open(f"/people/{sam}/standing")
    desk.submit(AWAY, reason="in_hospital", until="2026-12-14")
    assert "Look again on Monday, December 14. In hospital." in desk.open(f"/people/{sam}/standing").main
