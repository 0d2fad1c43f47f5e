"""A coach's other pages: one's people, one's hours, what happened, whom to reach, the sheet for the road."""

from datetime import timedelta

import pytest

from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
LANGUAGES = ("en", "es")


@pytest.fixture
def pair(open_town):
    """Jo walks with Sam; they were to meet this morning."""
    jo, sam = a_coach(open_town, "Jo", capacity=20), a_person(open_town, "Sam")
    match = a_match(open_town, sam, jo)
    return {"jo": jo, "sam": sam, "match": match, "session": a_session(open_town, match, "2026-11-23T15:00:00Z")}


@pytest.fixture
def coach(open_town, pair):
    return open_town.signed_in("coach", pair["jo"])


def later(town, pair, *, hours):
    town.clock.at += timedelta(hours=hours)
    return town.signed_in("coach", pair["jo"])


def contacts(town, sam):
    return town.ask("scheduling", "GET", f"/v1/contacts?person_id={sam}", town.actor("supervisor"))["items"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_page_of_a_coach(open_town, pair, language):
    open_town.clock.at += timedelta(hours=2)
    coach = open_town.signed_in("coach", pair["jo"]).open(f"/hard-time?lang={language}")
    paths = ["", "/people", f"/people/{pair['sam']}", f"/people/{pair['sam']}/reach", "/write", "/hours", "/sheet"]
    paths += [
        "/trip",
        "/sheet?day=2026-11-24",
        "/sheet?day=soon",
        "/yesterday",
        f"/matches/{pair['match']}/acquaintance",
    ]
    for path in paths:
        assert coach.open(f"/coach{path}").status == 200, path
        assert coach.page.all("html")[0].get("lang") == language


def test_one_form_gives_attendance_minutes_support_and_a_line(open_town, pair):
    coach = later(open_town, pair, hours=2)
    coach.open("/coach").follow("How did it go?")
    told = {"minutes": "40", "support": ["emotional", "practical"], "note": "Walked to the library"}
    coach.submit("Write it down", met="yes", next="yes", **told)
    assert coach.path == f"/book/{pair['match']}" and "Written down" in coach.main
    [contact] = contacts(open_town, pair["sam"])
    assert (contact["session_id"], contact["minutes"], contact["outcome"]) == (pair["session"], 40, "met")
    assert contact["support"] == ["emotional", "practical"] and contact["note"] == "Walked to the library"
    assert "You met" in coach.open("/coach").main and "You are done for today" in coach.main
    assert "Walked to the library" in coach.open(f"/coach/people/{pair['sam']}").main
    assert "they may name somebody" in coach.main
    [text] = coach.page.all("textarea")
    first, second = text.inside[0].strip().split("\n")
    assert first.endswith("40 minutes (quarters of an hour: 3) · Listened, encouraged · Did something together")
    assert second == "Walked to the library" and first.startswith("November ") and "Sam" not in first


@pytest.mark.parametrize(
    ("language", "ring", "words"),
    [("en", "Reach Sam", "Offer to be in touch more often"), ("es", "Sam", "Ofrece estar en contacto más seguido")],
)
def test_after_a_hard_time_a_coach_reads_that_more_contact_can_be_offered(open_town, pair, language, ring, words):
    said = {"json": {"person_id": pair["sam"]}}
    open_town.ask("scheduling", "POST", "/v1/outreach", open_town.actor("supervisor"), **said)
    coach = open_town.signed_in("coach", pair["jo"], language=language).open(f"/coach?lang={language}")
    reach = next(link for link in coach.page.all("a") if "outreach=" in str(link.get("href")) and ring in link.text)
    assert words in coach.open(str(reach.get("href"))).main


def test_a_session_that_did_not_take_place_leads_to_reaching_out(open_town, pair):
    coach = later(open_town, pair, hours=2)
    coach.open("/coach").follow("How did it go?").submit("Write it down", met="no", side="unknown")
    open_town.settle()
    assert "You didn't meet last time" in coach.open("/coach").main
    coach.follow("Reach Sam")
    for _ in range(3):
        path = coach.path
        coach.submit("Write it down", outcome="no_answer")
        coach.open("/coach").follow("Reach Sam") if "Reach Sam" in coach.open("/coach").main else coach.open(path)
    assert "Three tries are enough" in coach.main
    coach.submit("Leave the door open")
    assert "The door is open" in coach.main and "Nobody is waiting for a word from you" in coach.main


def test_anything_that_happened_can_be_written_down(open_town, pair, coach):
    coach.open("/coach").follow("Write down something that happened")
    assert coach.submit("Write it down").main.count("Please say what it was") == 2
    coach.submit("Write it down", person=pair["sam"], kind="ride", day="2026-11-22", clock="09:30", minutes="25")
    assert coach.path == "/coach" and "Written down" in coach.main
    [contact] = contacts(open_town, pair["sam"])
    assert (contact["kind"], contact["at"], contact["minutes"]) == ("ride", "2026-11-22T14:30:00Z", 25)
    coach.open(f"/coach/people/{pair['sam']}").follow("Put right").submit("Keep it", minutes="52", note="Likes tea")
    assert "Put right. What stood before is kept" in coach.main and "Likes tea" in coach.main
    [right] = contacts(open_town, pair["sam"])
    assert {**right, "minutes": 25, "note": None, "version": 1} == contact and right["minutes"] == 52
    assert "ride" not in coach.follow("Put right").submit("Take it back").main.lower()
    assert contacts(open_town, pair["sam"]) == []
    coach.open("/coach/write").submit("Write it down", person="unnamed", count="6", kind="group")
    assert coach.status == 200
    coach.open("/coach/write").submit("Write it down", person="unnamed", kind="group", note="A line")
    assert coach.status == 422 and "needs the person" in coach.main
    coach.open("/coach/write").submit("Write it down", person=pair["sam"], kind="call", day="2026-12-24")
    assert coach.status == 422 and "that have passed" in coach.main


def test_yesterday_is_caught_up_in_one_form(open_town, pair):
    coach = later(open_town, pair, hours=24)
    coach.open("/coach/yesterday")
    assert "Sam" in coach.main and coach.submit("Write it down").status == 422
    mark = f"-{pair['session']}"
    coach.submit("Write it down", **{f"met{mark}": "yes", f"minutes{mark}": "30"})
    assert coach.path == "/coach" and contacts(open_town, pair["sam"])[0]["minutes"] == 30
    assert "Everything is written down" in coach.open("/coach/yesterday").main


def test_the_limit_is_the_coachs_own_at_any_time(open_town, pair, coach):
    coach.open("/coach/people")
    assert "You carry 1 of 20" in coach.main and "Next: Monday, November 23" in coach.main
    coach.submit("Write it down", limit="12.5")
    assert "You carry 1 of 12.5" in coach.main
    assert coach.submit("Write it down", limit="many").status == 422
    found = open_town.ask("matching", "GET", f"/v1/coaches/{pair['jo']}", open_town.actor("supervisor"))
    assert (found["capacity"], found["accepting"]) == (12.5, True)


def test_two_who_know_each_other_are_kept_apart_and_nothing_is_asked(open_town, pair, coach):
    coach.open(f"/coach/people/{pair['sam']}").follow("We know each other")
    coach.submit("We know each other")
    assert "Nothing was asked" in coach.main
    assert coach.open(f"/coach/people/{pair['sam']}").status == 404


def test_hours_are_kept_and_drawn_as_others_see_them(open_town, pair, coach):
    coach.open("/coach/hours")
    assert coach.filled(coach.form("Keep these hours"))["start-1-0"] == "09:00" and coach.page.all("svg")
    coach.submit("Keep these hours", **{"start-6-0": "10:00", "end-6-0": "12:00", "notice_hours": "3", "minutes": "45"})
    kept = open_town.ask("scheduling", "GET", f"/v1/coaches/{pair['jo']}/availability", open_town.actor("admin"))
    assert {"days": [6], "start": "10:00", "end": "12:00"}.items() <= kept["weekly"][-1].items()
    assert (kept["rules"]["min_notice_minutes"], kept["rules"]["minutes"]) == (180, 45)
    assert "Your hours are kept" in coach.main
    assert coach.submit("Keep these hours", **{"start-7-0": "10:00"}).status == 422
    hall = {"name": "Hall", "discreet_name": "the usual place"}
    hall_id = open_town.ask("scheduling", "POST", "/v1/places", open_town.actor("admin"), json=hall)["id"]
    coach.open("/coach/hours").submit("Keep these hours", **{"where-6-0": hall_id})
    kept = open_town.ask("scheduling", "GET", f"/v1/coaches/{pair['jo']}/availability", open_town.actor("admin"))
    assert [window.get("place_id") for window in kept["weekly"]] == [None] * (len(kept["weekly"]) - 1) + [hall_id]
    coach.submit("Keep these hours", **{"where-6-0": ""})
    kept = open_town.ask("scheduling", "GET", f"/v1/coaches/{pair['jo']}/availability", open_town.actor("admin"))
    assert not any(window.get("place_id") for window in kept["weekly"])
    coach.open("/coach/hours").submit("Keep these hours", date="2026-11-26", off_from="2026-12-24", off_to="2026-12-26")
    kept = open_town.ask("scheduling", "GET", f"/v1/coaches/{pair['jo']}/availability", open_town.actor("admin"))
    assert kept["exceptions"] == [{"date": "2026-11-26", "windows": []}]
    assert [(off["from"], off["to"]) for off in kept["time_off"]] == [("2026-12-24T00:00", "2026-12-26T23:59")]
    coach.submit("Keep these hours", **{"drop-date-2026-11-26": "yes", "drop-off-0": "yes"})
    kept = open_town.ask("scheduling", "GET", f"/v1/coaches/{pair['jo']}/availability", open_town.actor("admin"))
    assert (kept["exceptions"], kept["time_off"]) == ([], [])


def test_a_standing_yes_is_said_on_the_page_and_a_journey_stays(open_town, pair, coach):
    path, admin = f"/v1/coaches/{pair['jo']}/availability", open_town.actor("admin")
    known = open_town.ask("scheduling", "GET", path, admin)
    away = [{"from": "2026-12-01", "to": "2026-12-08", "time_zone": "America/Denver"}]
    said = {name: known[name] for name in ("time_zone", "weekly", "rules")} | {"travel": away}
    open_town.ask("scheduling", "PUT", path, admin, json=said)
    coach.open("/coach/hours").submit("Keep these hours", welcome_per_week="2")
    kept = open_town.ask("scheduling", "GET", path, admin)
    assert (kept["rules"]["welcome_per_week"], kept["travel"]) == (2, away)
    coach.submit("Keep these hours", welcome_per_week="")
    assert open_town.ask("scheduling", "GET", path, admin)["rules"]["welcome_per_week"] == 0


def test_the_sheet_for_the_road_has_times_and_nicknames_and_no_number(open_town, pair, coach):
    sheet = coach.open("/coach/sheet?day=2026-11-23")
    assert "Sam" in sheet.main and "10:00" in sheet.main and "tel:" not in sheet.answer.text
    assert coach.open("/coach/sheet?day=9999-12-31").status == 200, "today, as for what is no day"


def test_who_pays_is_asked_where_an_organisation_named_sources_and_can_be_put_right(open_town, pair, coach):
    assert "Paid by" not in coach.open("/coach/write").main
    open_town.signed_in("admin").open("/settings/of/scheduling").submit("Keep", funding="county, sor")
    said = {"person": pair["sam"], "kind": "call", "outcome": "talked", "funding": "county"}
    assert coach.open("/coach/write").submit("Write it down", **said).path == "/coach"
    [contact] = open_town.ask("scheduling", "GET", "/v1/contacts", open_town.actor("supervisor"))["items"]
    assert contact["funding"] == "county"
    path = f"/coach/write/{contact['id']}"
    assert coach.open(path).filled(coach.form("Keep it like this"))["funding"] == "county"
    for source in ("sor", ""):
        coach.open(path).submit("Keep it like this", funding=source)
        [contact] = open_town.ask("scheduling", "GET", "/v1/contacts", open_town.actor("supervisor"))["items"]
        assert contact["funding"] == (source or None)


def test_the_sheet_says_how_long_it_is_from_one_place_to_the_next(open_town, pair, coach):
    admin, jo = open_town.actor("admin"), pair["jo"]
    halls = [{"name": name, "discreet_name": f"the {name}"} for name in ("hall", "library")]
    hall, library = (open_town.ask("scheduling", "POST", "/v1/places", admin, json=each)["id"] for each in halls)
    way = {"ways": [{"place_ids": [library, hall], "minutes": 25}]}
    version = {"If-Match": '"1"'}
    open_town.ask("scheduling", "PATCH", "/v1/organisation", admin, json=way, headers=version)
    for place, at in ((hall, "13:00"), (library, "15:00"), (library, "17:00")):
        circle = {"coach_id": jo, "starts_at": f"2026-11-25T{at}:00Z", "minutes": 30, "place_id": place}
        open_town.ask("scheduling", "POST", "/v1/groups", admin, json=circle)
    sheet = coach.open("/coach/sheet?day=2026-11-25").main
    assert sheet.count("25 minutes to get there") == 1
    assert sheet.index("the hall") < sheet.index("the library") < sheet.index("25 minutes")


def test_who_is_on_the_road_alone_and_has_not_said_they_are_back_is_rung(open_town, pair, coach):
    coach.open("/coach").follow("On the road alone").submit("Ring me", back_by="08:00")
    assert coach.status == 422 and "later today" in coach.main
    coach.submit("Ring me", back_by="16:00")
    assert coach.path == "/coach" and "Back by 4:00" in coach.main
    open_town.clock.at += timedelta(hours=8)
    open_town.settle()
    assert "You meant to be back by 4:00" in open_town.signed_in("coach", pair["jo"]).open("/coach").main
    boss = open_town.signed_in("supervisor").open("/supervisor")
    assert "Not back yet" in boss.main and "Jo" in boss.main
    open_town.signed_in("coach", pair["jo"]).open("/coach/trip").submit("Ring me", back_by="18:00")
    boss.submit("They are back")
    assert boss.status == 409 and "changed meanwhile" in boss.main, "what they said since stands"
    open_town.clock.at += timedelta(hours=2)
    open_town.settle()
    boss = open_town.signed_in("supervisor").open("/supervisor").submit("They are back")
    assert "Not back yet" not in boss.main and "Nobody needs to ring" in boss.main
    assert "meant to be back" not in open_town.signed_in("coach", pair["jo"]).open("/coach").main


def test_in_the_evening_a_time_past_midnight_is_tomorrows(open_town, pair):
    open_town.clock.at += timedelta(hours=14)
    coach = open_town.signed_in("coach", pair["jo"]).open("/coach/trip").submit("Ring me", back_by="00:30")
    assert "Back by 12:30" in coach.main and "Tuesday, November 24" in coach.main


def test_somebody_elses_people_are_nowhere(open_town, pair):
    stranger = open_town.signed_in("coach", a_coach(open_town, "Max"))
    for path in (f"/coach/people/{pair['sam']}", f"/coach/people/{pair['sam']}/reach"):
        assert stranger.open(path).status == 404


def test_a_coachs_day_stands_when_a_service_is_away(open_town, pair, coach):
    open_town.close("scheduling")
    coach.open("/coach")
    assert "this part is not available" in coach.main and "done for today" not in coach.main
    assert "You carry 1 of 20" in coach.main
    assert "Sam" in coach.open("/coach/people").main and coach.open("/coach/hours").status == 503
