"""The weekly numbers, from what was written down anyway."""

import csv
import io
from datetime import timedelta

import pytest

from services.scheduling.store.care_tables import contacts
from services.scheduling.store.numbers import people_of_coaches
from services.scheduling.store.tables import coaches, parties
from shared.db.common import audit, organisations
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import ADA, BO_THE_COACH, DEE, ELSEWHERE, HARBOUR, SAL_AT_THE_DESK

SUE = Actor(new_id(), "supervisor", HARBOUR)
SUE_ELSEWHERE = Actor(new_id(), "supervisor", ELSEWHERE)


@pytest.fixture
def centre(open_centre):
    show_small(open_centre, 1)
    return open_centre


def show_small(centre, below):
    told = {"time_zone": "America/New_York", "hide_below": below}
    with transaction(centre.room.desk, SUE) as tx:
        tx.update(organisations, settings=told)


def numbers(centre, actor=SUE, **asked):
    answer = centre.ask("GET", "/numbers", actor, query_string=asked)
    assert answer.status_code == 200, answer.json
    return {(each["measure"], each["part"], each["group"]): each["value"] for each in answer.json["items"]}


def record(centre, **said):
    assert centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json={"kind": "visit"} | said).status_code == 201


def refer(centre, member=ADA):
    referral = new_id()
    data = {"referral_id": referral, "member_id": member, "urgency": "soon", "state": "waiting"}
    centre.told_by_others("referral.filed", referral, data | {"ready_from": centre.room.clock.at})


def test_what_was_written_down_is_counted_once(centre):
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=3)
    body = {"kind": "session", "session_id": session["id"], "minutes": 40, "support": ["belonging"], "funding": "sor"}
    centre.ask("POST", "/contacts", BO_THE_COACH, json=body)
    record(centre, person_id=ADA)
    record(centre, count=3)
    record(centre, person_id=ADA, kind="call", outcome="no_answer")
    found = numbers(centre)
    assert (found["sessions", session["modality"], None], found["session_minutes", session["modality"], None]) == (
        1,
        40,
    )
    assert (found["people", "week", None], found["people", "year", None], found["visits", None, None]) == (1, 1, 4)
    assert (found["calls", "tried", None], found["calls", "talked", None]) == (1, 0)
    assert found["walking", "active", None] == 3
    by = numbers(centre, by="funding")
    assert (by["sessions", session["modality"], "sor"], by["visits", None, "none"]) == (1, 4)


def test_a_session_nobody_wrote_more_about_counts_too(centre):
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=3)
    path = f"/sessions/{session['id']}/attendance/member"
    centre.ask("PUT", path, BO_THE_COACH, json={"state": "attended"})
    assert numbers(centre)["session_minutes", session["modality"], None] == 60


def test_two_clocks_run_from_when_a_person_is_ready(centre):
    for member in (ADA, new_id()):
        refer(centre, member)
    centre.room.clock.at += timedelta(hours=2)
    record(centre, person_id=ADA, kind="call")
    found = numbers(centre)
    assert [found["first_contact", part, None] for part in ("in_time", "later", "not_yet")] == [1, 0, 1]
    assert [found["first_session", part, None] for part in ("in_time", "later", "not_yet")] == [0, 0, 2]
    assert (found["first_contact_median_hours", None, None], found["referrals", "soon", None]) == (2.0, 2)


def test_a_site_is_told_by_the_name_that_staff_say_and_the_sheet_says_it_too(centre):
    library = centre.place("Library, room 2")
    record(centre, count=3, place_id=library)
    asked = {"by": "site", "week": "2026-W48"}
    told = centre.ask("GET", "/numbers", SUE, query_string=asked).json["items"]
    named = {(each["group"], each["group_name"]) for each in told}
    assert named == {(None, None), ("none", "none"), (library, "Library, room 2")}
    sheet = centre.ask("GET", "/numbers", SUE, query_string=asked | {"form": "csv"}).text
    assert f'visits,,{library},"Library, room 2",3' in sheet


def test_the_name_of_a_site_runs_nothing_in_a_spreadsheet(centre):
    record(centre, count=3, place_id=centre.place('=HYPERLINK("x")'))
    sheet = centre.ask("GET", "/numbers", SUE, query_string={"by": "site", "form": "csv"}).text
    assert "'=HYPERLINK" in sheet and ",=HYPERLINK" not in sheet and ',"=HYPERLINK' not in sheet


def ask_a_coach(centre, offer_id=None, deed="made", state="open"):
    offer_id = offer_id or new_id()
    data = {"offer_id": offer_id, "referral_id": new_id(), "coach_id": BO_THE_COACH.person, "state": state}
    data |= {"position": 1, "expires_at": centre.room.clock.at + timedelta(hours=8)}
    centre.told_by_others(f"offer.{deed}", offer_id, data)
    return offer_id


def test_how_long_coaches_took_to_answer_is_told_and_none_of_them_is(centre):
    asked = [ask_a_coach(centre) for _ in range(4)]
    for offer_id, (deed, state) in zip(
        asked, [("accepted", "accepted"), ("declined", "declined"), ("expired", "expired")], strict=False
    ):
        centre.room.clock.at += timedelta(hours=2)
        ask_a_coach(centre, offer_id, deed, state)
    found = numbers(centre)
    assert (found["offers", "answered", None], found["offers", "ran_out", None]) == (2, 1)
    assert found["offers_median_hours", "answered", None] == 3.0
    show_small(centre, 5)
    found = numbers(centre)
    assert found["offers", "answered", None] is found["offers_median_hours", "answered", None] is None


def test_an_offer_first_heard_of_when_it_was_over_is_not_counted(centre):
    ask_a_coach(centre, deed="accepted", state="accepted")
    assert numbers(centre)["offers", "answered", None] == 0


def test_how_far_those_who_became_ready_have_come(centre):
    for _ in range(2):
        refer(centre, new_id())
    found = numbers(centre)
    assert found["referral_states", "waiting", None] == found["referrals", "soon", None] == 2


def behind(centre, measure, actor=SUE, **asked):
    return centre.ask("GET", f"/numbers/{measure}", actor, query_string=asked)


def test_a_number_opens_its_list_for_those_who_see_the_house_and_that_is_written_down(centre):
    for member in (ADA, new_id()):
        refer(centre, member)
    record(centre, person_id=ADA, kind="call", minutes=20, funding="sor")
    centre.ask("POST", "/outreach", SAL_AT_THE_DESK, json={"person_id": ADA})
    [call] = behind(centre, "calls", part="talked").json["items"]
    assert (call["person_id"], call["kind"], call["minutes"]) == (ADA, "call", 20)
    assert [each["person_id"] for each in behind(centre, "first_contact", part="in_time").json["items"]] == [ADA]
    assert behind(centre, "calls", part="talked", by="funding", group="none").json["items"] == []
    assert behind(centre, "people", part="year", by="funding", group="sor").json["items"][0]["person_id"] == ADA
    assert (behind(centre, "offers").status_code, behind(centre, "calls", BO_THE_COACH).status_code) == (404, 403)
    assert behind(centre, "people", SUE_ELSEWHERE, part="week").json["items"] == []
    with reading(centre.room.desk, SUE) as rx:
        seen = rx.rows(audit, audit.c.person_id == ADA, audit.c.deed == "read_contacts")
    assert {row["actor"] for row in seen} == {SUE.person}


def test_every_number_of_people_is_as_many_as_stand_in_its_list(centre):
    for member in (ADA, new_id()):
        refer(centre, member)
    record(centre, person_id=ADA, kind="call", started_by="person", support=["emotional"])
    record(centre, count=3)
    centre.ask("POST", "/outreach", SAL_AT_THE_DESK, json={"person_id": ADA})
    by_heads = {"people_unnamed", "visits"}
    told = {key: value for key, value in numbers(centre).items() if not key[0].startswith(("offers", "load"))}
    for (measure, part, _), value in told.items():
        if not measure.endswith(("_hours", "_minutes")):
            items = behind(centre, measure, **({"part": part} if part else {})).json["items"]
            heads = sum(each["count"] for each in items) if measure in by_heads else len(items)
            assert heads == value, (measure, part)


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [({"by": "site"}, "group"), ({"group": "none"}, "by"), ({"part": "talkd"}, "part"), ({"part": None}, "part")],
)
def test_half_a_question_is_not_answered_with_another_list(centre, asked, wrong):
    answer = behind(centre, "calls", **{"part": "talked"} | asked)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {wrong})


def test_a_note_of_another_organisation_hides_no_session(centre):
    session = centre.booked()
    centre.room.clock.at += timedelta(days=1, hours=3)
    path = f"/sessions/{session['id']}/attendance/member"
    centre.ask("PUT", path, BO_THE_COACH, json={"state": "attended"})
    note = {"count": 1, "kind": "session", "outcome": "reached", "started_by": "coach", "support": []}
    with transaction(centre.room.desk, SUE_ELSEWHERE) as tx:
        at = dict.fromkeys(("at", "ends_at", "recorded_at"), tx.now)
        tx.insert(contacts, id=new_id(), session_id=session["id"], recorded_by=SUE_ELSEWHERE.person, **note, **at)
    assert numbers(centre)["people", "week", None] == numbers(centre)["people", "year", None] == 1


def test_the_first_contact_is_counted_where_and_by_what_it_was_paid(centre):
    refer(centre)
    record(centre, person_id=ADA, kind="call", funding="sor")
    found = numbers(centre, by="funding")
    assert found["first_contact", "in_time", "sor"] == found["people", "new", "sor"] == 1
    assert found["first_contact_median_hours", None, "sor"] == 0.0
    assert ("first_session", "not_yet", "none") in found


def test_a_volunteers_hours_and_how_many_people_coaches_walk_with(centre):
    data = {"coach_id": BO_THE_COACH.person, "accepting": True, "state": "active", "role": "volunteer"}
    centre.told_by_others("coach.changed", BO_THE_COACH.person, data, count="coach bo")
    call = {"kind": "call", "person_id": ADA, "minutes": 90}
    assert centre.ask("POST", "/contacts", BO_THE_COACH, json=call).status_code == 201
    found = numbers(centre)
    assert (found["volunteer_contacts", None, None], found["volunteer_hours", None, None]) == (1, 1.5)
    assert found["load", "up_to_5", None] == 2


def test_who_volunteers_is_learned_when_it_is_said_again(centre):
    told = {"coach_id": (coach := new_id()), "accepting": True, "state": "active"}
    for role in ({}, {"role": "volunteer"}):
        centre.room.tell("coach.changed", subject=coach, key=coach, version=1, data=told | role, organisation=HARBOUR)
    with reading(centre.room.desk, SUE) as rx:
        assert rx.row(coaches, coaches.c.coach_id == coach)["role"] == "volunteer"


def test_who_left_walks_with_nobody_who_paused_is_with_us_and_a_person_counts_once(centre):
    paused, left = new_id(), new_id()
    for coach, state in ((paused, "paused"), (left, "ended")):
        centre.told_by_others("coach.changed", coach, {"coach_id": coach, "accepting": False, "state": state})
    match = {"minutes": 60, "modalities": [], "cadence_days": 7, "version": 1, "state": "active"}
    with transaction(centre.room.desk, SUE) as tx:
        before = people_of_coaches(tx)
        for coach in (left, BO_THE_COACH.person):
            tx.insert(parties, match_id=new_id(), coach_id=coach, member_id=ADA, **match)
        assert people_of_coaches(tx) == before
    assert (before[paused], left in before, before[BO_THE_COACH.person]) == (0, False, 1)


def test_words_owed_and_given_are_counted_and_nobody_is(centre):
    centre.ask("POST", "/outreach", SAL_AT_THE_DESK, json={"person_id": ADA})
    record(centre, person_id=ADA, kind="call")
    found = numbers(centre)
    assert (found["outreach", "opened", None], found["outreach", "given", None]) == (1, 1)


def test_what_waits_and_is_owed_is_counted_where_they_were_last_in_touch(centre):
    first, second = centre.place("Library"), centre.place("Main Street")
    refer(centre, DEE)
    for place, funding in ((first, "county"), (second, "sor")):
        record(centre, person_id=ADA, kind="visit", place_id=place, funding=funding)
        centre.room.clock.at += timedelta(hours=1)
    centre.ask("POST", "/outreach", SAL_AT_THE_DESK, json={"person_id": ADA})
    site, paid = numbers(centre, by="site"), numbers(centre, by="funding")
    assert site["outreach", "opened", second] == site["told_us", "hard_time", second] == 1
    assert ("outreach", "opened", first) not in site and site["walking", "active", second] == 1
    assert paid["outreach", "opened", "sor"] == paid["walking", "waiting", "none"] == 1
    [waits] = behind(centre, "walking", part="waiting", by="site", group="none").json["items"]
    assert waits["person_id"] == DEE
    assert behind(centre, "outreach", part="opened", by="site", group=first).json["items"] == []


def test_a_number_that_points_at_somebody_is_not_shown(centre):
    show_small(centre, 5)
    record(centre, person_id=ADA)
    answer = centre.ask("GET", "/numbers", SUE).json
    (week,) = [each for each in answer["items"] if (each["measure"], each["part"]) == ("people", "week")]
    assert (week["value"], week["hidden"], answer["hidden_below"]) == (None, True, 5)
    told = {(one["measure"], one["part"]): one["has_list"] for one in answer["items"]}
    assert week["has_list"] and not told["groups", "held"] and not told["load", "nobody"]


def test_other_weeks_and_other_organisations_have_their_own(centre):
    record(centre, person_id=ADA)
    assert numbers(centre, week="2026-W47")["visits", None, None] == 0
    assert numbers(centre, week="2026-W48")["visits", None, None] == 1
    assert numbers(centre, SUE_ELSEWHERE)["visits", None, None] == 0
    assert centre.ask("GET", "/numbers?week=48", SUE).status_code == 422
    assert centre.ask("GET", "/numbers", BO_THE_COACH).status_code == 403


def test_the_sheet_says_the_same_in_rows(centre):
    show_small(centre, 5)
    record(centre, count=7)
    record(centre, person_id=ADA, kind="ride")
    answer = centre.ask("GET", "/numbers?form=csv&week=2026-W48", SUE)
    assert (answer.mimetype, "numbers-2026-W48.csv" in answer.headers["Content-Disposition"]) == ("text/csv", True)
    rows = {(row["measure"], row["part"]): row["value"] for row in csv.DictReader(io.StringIO(answer.text))}
    assert (rows["people_unnamed", ""], rows["contacts", "ride"]) == ("7", "(too few to show)")
