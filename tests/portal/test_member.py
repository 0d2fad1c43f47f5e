"""What a member does on their own pages, from choosing somebody to a letter to take along."""

from datetime import timedelta

import pytest

from tests.portal.people import NINE_TO_FIVE, RULES, a_coach, a_match, a_person, a_request, a_session
from tests.portal.town import ZONE

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
OWN_WORDS = "I like long walks and bad jokes."


@pytest.fixture
def jo(open_town):
    return a_coach(open_town, "Jo", introduction=OWN_WORDS)


@pytest.fixture
def matched(open_town, jo):
    """Sam walks with Jo."""
    sam = a_person(open_town, "Sam")
    return sam, a_match(open_town, sam, jo)


def offers_of(town, referral_id):
    path = f"/v1/offers?referral_id={referral_id}&state=open"
    return [one["coach_id"] for one in town.ask("matching", "GET", path, town.actor("intake"))["items"]]


def test_somebody_is_chosen_in_their_own_words(open_town, jo):
    a_coach(open_town, "Bobby")
    ari = a_person(open_town, "Ari")
    asked = a_request(open_town, ari)
    page = open_town.signed_in("member", ari).open("/me").follow("Choose who walks with you")
    assert OWN_WORDS in page.main and "Bobby" in page.main and "without giving a reason" in page.main
    assert "We are asking" in page.submit("I choose Jo").main
    assert offers_of(open_town, asked) == [jo]
    assert "We have asked somebody" in page.follow("We are asking for you").main


def test_help_to_choose_says_in_words_what_differs_and_leaves_nobody_out(open_town, jo):
    a_coach(open_town, "Bobby", modalities=["phone"])
    ari = a_person(open_town, "Ari")
    asked = a_request(open_town, ari)
    page = open_town.signed_in("member", ari).open("/me/choose").follow("Help me choose")
    assert page.title == "Help me choose" and "Talk it through" in page.main
    page.submit("Show me", matters="soon", way="in_person")
    cards = [card.text for card in page.page.all("section")]
    assert cards[0].startswith("Jo") and "Meets in person" in cards[0] and "soonest of these" in cards[0]
    assert cards[1].startswith("Bobby") and "Nothing is told here of meeting in person" in cards[1]
    page.submit("I choose Bobby")
    assert offers_of(open_town, asked) != [jo]


def test_any_of_them_asks_whoever_could_meet_soonest(open_town, jo):
    ari = a_person(open_town, "Ari")
    asked = a_request(open_town, ari)
    open_town.signed_in("member", ari).open("/me/choose").submit("Any of them")
    assert offers_of(open_town, asked) == [jo]


def test_nobody_to_choose_is_told_what_happens_next(open_town):
    ari = a_person(open_town, "Ari")
    a_request(open_town, ari)
    page = open_town.signed_in("member", ari).open("/me/choose")
    assert "We haven't found the right person yet" in page.main
    assert open_town.signed_in("member", a_person(open_town, "Lou")).open("/me/choose").path == "/me"


def test_who_has_no_coach_yet_writes_to_us(open_town):
    page = open_town.signed_in("member", a_person(open_town, "Lou")).open("/me").follow("Write to us")
    assert page.title == "Write to us" and "One of us reads it" in page.main
    assert "one of us" in page.submit("Send it", text="Hello?").main


def test_a_call_is_asked_for_once_and_says_by_when(open_town, matched):
    page = open_town.signed_in("member", matched[0]).open("/hard-time").follow("Please call me")
    form = page.form("Please call me")
    first, second = page.send(form).main, page.send(form).main
    assert first == second and "Jo will be in touch with you" in first
    found = open_town.ask("scheduling", "GET", "/v1/outreach", open_town.actor("supervisor"))["items"]
    assert [one["member_id"] for one in found] == [matched[0]]


def test_another_coach_is_asked_for_without_a_reason(open_town, matched):
    a_session(open_town, matched[1])
    page = open_town.signed_in("member", matched[0]).open("/me").follow("Somebody else instead of Jo")
    assert "nobody sees a reason" in page.main and "Tuesday, November 24" in page.main
    assert "looking for somebody else" in page.submit("Look for somebody else", coach_hears="new_match").main
    requests = open_town.ask("matching", "GET", f"/v1/referrals?member_id={matched[0]}", open_town.actor("intake"))
    assert sorted(one["state"] for one in requests["items"])[-1] == "waiting"


WISHED = {("woman", "required"), ("style_direct", "avoided"), ("style_listening", "preferred")}


def test_wishes_are_kept_and_what_staff_wrote_stays(open_town):
    firm = {"facet": "pathway", "code": "medication", "strength": "required"}
    sam = a_person(open_town, "Sam", preferences=[firm])
    page = open_town.signed_in("member", sam).open("/me/wishes")
    page.submit("Keep my wishes", wish=["outlook.style_listening"], most="outlook.style_listening", modality=["phone"])
    assert "Your wishes are kept" in page.main
    said = open_town.ask("matching", "GET", f"/v1/members/{sam}", open_town.actor("intake"))
    assert firm in said["preferences"] and said["most_important"]["code"] == "style_listening"
    assert len(said["preferences"]) == 2 and said["modalities"] == ["phone"]
    page.open("/me/wishes").submit(
        "Keep my wishes", need=[], need__also="gender.woman", avoid__also="outlook.style_direct"
    )
    said = open_town.ask("matching", "GET", f"/v1/members/{sam}", open_town.actor("intake"))["preferences"]
    assert {(one["code"], one["strength"]) for one in said} == WISHED
    assert "It has to be so Woman" in page.open("/me/record").main and "Rather not Straight talk" in page.main


def test_who_looked_several_times_on_a_day_stands_there_once(open_town, jo, matched):
    member, coach = matched[0], open_town.signed_in("coach", jo)
    for _ in range(3):
        coach.open(f"/coach/people/{member}")
    looks = open_town.signed_in("member", member).open("/me/record").main.partition("Who has seen it")[2]
    assert looks.count("Jo saw your name") == 1 and "times that day" in looks


def test_two_who_looked_for_the_same_reason_are_two(open_town):
    sam = a_person(open_town, "Sam")
    for boss in [open_town.signed_in("supervisor") for _ in "12"]:
        for _ in range(2):
            boss.open(f"/people/{sam}/told")
    looks = open_town.signed_in("member", sam).open("/me/record").main
    assert looks.count("looked at what was told outside") == 2 and "2 times that day" in looks


def test_how_often_is_not_said_of_a_day_that_was_not_read_to_its_end(open_town):
    """The first page holds fifty looks: the earliest of a day with more of them are not on it."""
    sam, boss = a_person(open_town, "Sam"), open_town.actor("supervisor")
    for _ in range(51):
        open_town.ask("matching", "GET", f"/v1/people/{sam}/disclosures", boss)
    looks = open_town.signed_in("member", sam).open("/me/record").main
    assert looks.count("looked at what was told outside") == 1 and "times that day" not in looks


def test_a_member_sees_what_is_known_and_who_has_seen_it(open_town, matched):
    page = open_town.signed_in("member", matched[0]).open("/me/record")
    assert "Sam" in page.main and "Who has seen it" in page.main and "Nothing was told" in page.main


def test_a_member_saves_a_copy_of_all_that_is_kept(open_town, matched):
    session = a_session(open_town, matched[1])
    page = open_town.signed_in("member", matched[0]).open("/me/record")
    link = next(one for one in page.page.all("a") if "Save a copy" in one.text)
    saved = page.client.get(str(link.get("href")))
    assert (saved.status_code, "record.json" in saved.headers["Content-Disposition"]) == (200, True)
    assert saved.json["matching"]["parts"]["people"][0]["sealed"]["display_name"] == "Sam"
    assert [one["id"] for one in saved.json["scheduling"]["parts"]["sessions"]] == [session]
    assert saved.json["notifications"]["parts"]["people"][0]["person_id"] == matched[0]


def test_ones_calendar_is_turned_on_and_off(open_town, matched):
    a_session(open_town, matched[1])
    page = open_town.signed_in("member", matched[0]).open("/me/calendar").submit("Turn it on")
    url = next(one.text for one in page.page.all("strong") if "/calendars/" in one.text)
    feed = page.client.get(url.partition(":8000")[2])
    assert feed.status_code == 200 and "BEGIN:VEVENT" in feed.text and "Jo" not in feed.text
    assert "works no more" in page.open("/me/calendar").submit("Turn it off").main
    assert page.client.get(url.partition(":8000")[2]).status_code == 404


def test_the_same_time_every_week_is_booked_at_once(open_town, matched):
    page = open_town.signed_in("member", matched[0]).open(f"/book/{matched[1]}")
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").submit("Book it", repeat="weekly", in_the_way="ride")
    assert page.path == "/me" and "Booked, all of them" in page.main
    mine = open_town.ask("scheduling", "GET", f"/v1/sessions?member_id={matched[0]}", open_town.actor("intake"))
    assert len(mine["items"]) == 8
    assert "A ride" in page.open(f"/sessions/{mine['items'][0]['id']}").main


def test_a_time_that_nobody_could_have_meant_is_gone_like_any_other(open_town, matched):
    page = open_town.signed_in("member", matched[0]).open(f"/book/{matched[1]}")
    form = page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").form("Book it")
    for at in ("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+23:59", "soon"):
        assert page.send(form, starts_at=at).status == 409, at


def test_a_time_is_kept_while_somebody_decides_and_kept_longer(open_town, matched):
    page = open_town.signed_in("member", matched[0]).open(f"/book/{matched[1]}")
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00")
    page.submit("Keep this time while I decide", way="video", in_the_way="ride")
    first = page.main
    assert "This time is kept until" in first and "nothing is lost" in first and "Sam and Jo" in first
    open_town.clock.at += timedelta(minutes=4)
    page.submit("Keep it longer")
    assert "This time is kept until" in page.main and page.main != first
    open_town.clock.at += timedelta(minutes=20)
    page.submit("Keep it longer")
    assert "This time is kept until" in page.main, "it had let go, and nobody was quicker"
    open_town.clock.at += timedelta(minutes=20)
    page.submit("Book it")
    assert page.path.startswith("/sessions/") and "A ride" in page.main


def test_what_was_kept_is_no_hindrance_to_a_series(open_town, matched):
    page = open_town.signed_in("member", matched[0]).open(f"/book/{matched[1]}")
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").submit("Keep this time while I decide")
    page.submit("Book it", repeat="weekly")
    assert page.path == "/me" and "Booked, all of them" in page.main


def test_what_could_get_in_the_way_is_said_while_booking_and_seen_by_the_two(open_town, matched, jo):
    page = open_town.signed_in("member", matched[0]).open(f"/book/{matched[1]}")
    page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").submit("Book it", in_the_way=["ride", "childcare"])
    assert "What could get in the way? A ride, Childcare" in page.main
    assert "A ride, Childcare" in open_town.signed_in("coach", jo).open(page.path).main


def test_a_time_to_which_nobody_would_get_in_time_is_said_so(open_town, matched, jo):
    admin = open_town.actor("admin")
    halls = [{"name": name, "discreet_name": f"the {name}"} for name in ("hall", "library")]
    hall, library = (open_town.ask("scheduling", "POST", "/v1/places", admin, json=each)["id"] for each in halls)
    way = {"ways": [{"place_ids": [library, hall], "minutes": 25}]}
    open_town.ask("scheduling", "PATCH", "/v1/organisation", admin, json=way, headers={"If-Match": '"1"'})
    there = {"days": [3], "start": "09:00", "end": "17:00", "modalities": ["in_person"], "place_id": hall}
    hours = {"time_zone": "America/New_York", "weekly": [there]}
    open_town.ask("scheduling", "PUT", f"/v1/coaches/{jo}/availability", admin, json=hours)
    page = open_town.signed_in("member", matched[0]).open(f"/book/{matched[1]}")
    form = page.submit("Go on", starts_at="2026-11-25T16:00:00+00:00").form("Book it")
    circle = {"coach_id": jo, "starts_at": "2026-11-25T17:15:00Z", "minutes": 30, "place_id": library}
    open_town.ask("scheduling", "POST", "/v1/groups", admin, json=circle)
    assert page.send(form).status == 409
    assert "on the way from one place to another" in page.main and "just been taken" not in page.main


def test_a_letter_says_what_somebody_came_to_and_nothing_else(open_town, matched, jo):
    came, not_met = (a_session(open_town, matched[1], f"2026-11-24T{hour}:00:00Z") for hour in ("15", "17"))
    open_town.clock.at = open_town.clock.at.replace(day=25, hour=15)
    coach = open_town.actor("coach", jo)
    for session, state in ((came, "attended"), (not_met, "did_not_meet")):
        path = f"/v1/sessions/{session}/attendance/member"
        open_town.ask("scheduling", "PUT", path, coach, json={"state": state})
    page = open_town.signed_in("member", matched[0]).open("/me/letter").submit("Show me the letter", months="1")
    assert page.main.count("November 24, 2026") == 1 and "Jo" not in page.main


def test_a_seat_in_a_group_is_taken_to_listen_and_given_up(open_town, matched, jo):
    group = {"coach_id": jo, "starts_at": "2026-11-24T20:00:00Z", "seats": 4, "title": "Tuesday round"}
    fresh = {"Idempotency-Key": "a group"}
    open_town.ask("scheduling", "POST", "/v1/groups", open_town.actor("coach", jo), json=group, headers=fresh)
    page = open_town.signed_in("member", matched[0]).open("/me/groups")
    assert "Tuesday round" in page.main
    assert "You have a seat, to listen" in page.submit("Just listen").main
    assert "Your seat is free again" in page.submit("Give up my seat").main


def test_a_coach_who_agreed_is_rung_and_one_who_did_not_is_asked_to_ring(open_town, jo, matched):
    home = open_town.signed_in("member", matched[0]).open("/me")
    assert "Jo's own number is not shown here" in home.follow("Ring Jo").main
    coach = open_town.signed_in("coach", jo).open("/coach/number")
    assert "error" not in coach.path and coach.submit("Keep this", number="none").status == 422
    assert "may ring you" in coach.submit("Keep this", number="(555) 555-0134").main
    page = home.open("/me").follow("Ring Jo")
    assert "tel:+15555550134" in [link.get("href") for link in page.page.all("a")] and "555-555-0134" in page.main
    assert "+15555550134" not in home.open("/me").answer.text
    ticked = coach.open("/coach/number").form("Keep this")
    again = coach.submit("Keep this", ring=[], number="555-555-0134")
    assert again.status == 422 and "this number already" in again.main
    assert "ring" not in coach.filled(coach.form("Keep this"))
    open_town.close("notifications")
    assert coach.submit("Keep this", ring=["a number that is ticked"], number="").status == 503
    open_town.open("notifications")
    assert coach.filled(coach.form("Keep this"))["ring"] == "a number that is ticked"
    assert "fewer words" in coach.submit("Keep this", number="5" * 41).main and coach.status == 422
    coach.submit("Keep this", ring=[], number="")
    assert any(one.get("checked") is not None or "checked" in one.attributes for one in ticked.all("input"))
    assert "not shown here" in home.open("/me").follow("Ring Jo").main
    assert open_town.signed_in("member", a_person(open_town, "Lou")).open(page.path).status == 404


def test_the_two_of_them_read_where_they_meet_and_how_to_get_there(open_town, jo, matched):
    admin = open_town.signed_in("admin").open("/settings/places")
    names = {"name": "Recovery café", "discreet_name": "12 Main St"}
    admin.submit("Add this place", **names, way_there="Bus 4, then the side door.")
    (place,) = open_town.ask("scheduling", "GET", "/v1/places", open_town.actor("admin"))["items"]
    hours = {"time_zone": ZONE, "weekly": [NINE_TO_FIVE | {"place_id": place["id"]}], "rules": RULES}
    open_town.ask("scheduling", "PUT", f"/v1/coaches/{jo}/availability", open_town.actor("admin"), json=hours)
    today = open_town.clock.at.replace(hour=20, minute=0, second=0, microsecond=0)
    a_session(open_town, matched[1], today.isoformat())
    for role, person, path in (("member", matched[0], "/me"), ("coach", jo, "/coach")):
        page = open_town.signed_in(role, person).open(path)
        assert "Where: 12 Main St" in page.main and "Bus 4, then the side door." in page.main, page.main
        assert "café" not in page.main
