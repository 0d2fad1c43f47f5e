from datetime import UTC, datetime

import pytest

from services.scheduling.worker import RESEND
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    HARBOUR,
    NINE_TO_FIVE,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
)

TWO_NAMES = {"name": "Recovery café, back room", "discreet_name": "12 Main St, side door"}
PATH = f"/coaches/{BO}/availability"


@pytest.fixture
def centre(open_centre):
    return open_centre


def test_a_coach_says_when_they_can_meet_and_matching_hears_of_it(centre):
    kept = centre.hours(actor=BO_THE_COACH, weekly=[{"days": [2], "start": "10:00", "end": "12:00"}])
    assert kept["rules"] == {**kept["rules"], "minutes": 60, "align": "clock-grid", "max_per_day": None}
    assert centre.ask("GET", PATH, BO_THE_COACH).json == kept
    assert centre.bookable()[:4] == [f"2026-11-24T{time}:00Z" for time in ("15:00", "15:30", "16:00")] + [
        "2026-12-01T15:00:00Z"
    ]


def test_what_is_said_is_given_back_as_it_was(centre):
    night = {"days": [1], "start": "22:00", "end": "02:00", "modalities": ["phone"], "place_id": centre.place()}
    document = {
        "time_zone": "America/New_York",
        "weekly": [night],
        "exceptions": [{"date": "2026-11-26", "windows": []}],
        "time_off": [{"from": "2026-12-24T12:00", "to": "2027-01-02T00:00"}],
        "rules": {"max_per_week": 4},
    }
    answer = centre.ask("PUT", PATH, BO_THE_COACH, json=document)
    assert answer.status_code == 200
    assert {name: answer.json[name] for name in ("weekly", "exceptions", "time_off")} == {
        name: document[name] for name in ("weekly", "exceptions", "time_off")
    }
    assert answer.json["rules"]["max_per_week"] == 4


def test_what_is_told_can_be_put_back_as_it_was_told_and_for_nobody_else(centre):
    told = centre.ask("GET", PATH, BO_THE_COACH).json
    again = centre.ask("PUT", PATH, BO_THE_COACH, json=told)
    assert (again.status_code, again.json) == (200, told | {"version": told["version"] + 1})
    refused = centre.ask("PUT", f"/coaches/{CAM}/availability", SAL_AT_THE_DESK, json=told)
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"coach_id"})


def test_when_a_coach_is_off_is_told_once_for_what_changed_and_again_when_asked(centre):
    def told():
        return [(event.data["starts_at"], event.data["ends_at"]) for event in centre.said("time_off.")]

    centre.hours()
    assert told() == []
    off = [
        {"from": "2026-11-20T00:00", "to": "2026-11-21T00:00"},
        {"from": "2026-12-24T12:00", "to": "2027-01-02T00:00"},
    ]
    centre.hours(time_off=off)
    ahead = ([datetime(2026, 12, 24, 17, tzinfo=UTC)], [datetime(2027, 1, 2, 5, tzinfo=UTC)])
    assert told() == [ahead]
    centre.hours(time_off=off, weekly=[])
    assert told() == [ahead]
    with transaction(centre.room.desk, SAL_AT_THE_DESK) as tx:
        RESEND(tx)
    centre.hours()
    assert told() == [ahead, ahead, ([], [])]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "localtime"}, "time_zone"),
        ({"weekly": [{"days": [1], "start": "09:00", "end": "09:00"}]}, "weekly.0.end"),
        ({"weekly": [{"days": [8], "start": "09:00", "end": "10:00"}]}, "weekly.0.days.0"),
        ({"weekly": [{"days": [1], "start": "9 am", "end": "10:00"}]}, "weekly.0.start"),
        ({"time_off": [{"from": "2026-12-24", "to": "2026-12-25T00:00"}]}, "time_off.0.from"),
        ({"exceptions": [{"date": "24.12.2026"}]}, "exceptions.0.date"),
        ({"rules": {"step_minutes": 7}}, "rules.step_minutes"),
        ({"rules": {"align": "nicely"}}, "rules.align"),
        ({"lunch": True}, "lunch"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused_by_field(centre, wrong, field):
    answer = centre.ask("PUT", PATH, BO_THE_COACH, json=NINE_TO_FIVE | wrong)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})
    assert centre.ask("GET", PATH, BO_THE_COACH).json["version"] == 1


def test_hours_at_a_place_nobody_knows_are_refused_by_field(centre):
    here, elsewhere = centre.place(), centre.ask("POST", "/places", SAL_ELSEWHERE, json=TWO_NAMES).json["id"]
    nine = {"start": "09:00", "end": "12:00"}
    weekly = [{"days": [1]} | nine | {"place_id": place} for place in (here, None, new_id())]
    exceptions = [{"date": "2026-11-25", "windows": [nine | {"place_id": elsewhere}]}]
    wrong = NINE_TO_FIVE | {"weekly": weekly[:1] + [weekly[2] | {"days": [2]}], "exceptions": exceptions}
    answer = centre.ask("PUT", PATH, BO_THE_COACH, json=wrong)
    assert (answer.status_code, set(answer.json["errors"])) == (
        422,
        {"weekly.1.place_id", "exceptions.0.windows.0.place_id"},
    )
    assert answer.json["errors"]["weekly.1.place_id"] == ["This place is not on the organisation's list of places."]
    assert centre.ask("GET", PATH, BO_THE_COACH).json["version"] == 1
    assert centre.hours(weekly=weekly[:2])["version"] == 2


def test_a_place_that_closed_is_for_those_who_were_there_already(centre):
    library = centre.place()
    weekly = [{"days": [1], "start": "09:00", "end": "12:00", "place_id": library}]
    centre.hours(weekly=weekly)
    centre.close_place(library)
    assert centre.hours(weekly=weekly, time_off=[{"from": "2026-12-24T12:00", "to": "2027-01-02T00:00"}])
    late = centre.ask("PUT", f"/coaches/{CAM}/availability", SAL_AT_THE_DESK, json=NINE_TO_FIVE | {"weekly": weekly})
    assert late.json["errors"] == {"weekly.0.place_id": ["This place is closed. Please choose one that is open."]}


def test_hours_are_the_coachs_own_and_the_desks(centre):
    nobody = centre.ask("GET", f"/coaches/{new_id()}/availability", BO_THE_COACH)
    for actor in (CAM_THE_COACH, SAL_ELSEWHERE):
        seen = centre.ask("GET", PATH, actor)
        assert (seen.status_code, seen.data) == (404, nobody.data)
    assert centre.ask("PUT", PATH, CAM_THE_COACH, json=NINE_TO_FIVE).status_code == 404
    assert centre.ask("GET", PATH, ADA_THE_MEMBER).status_code == 403
    assert centre.ask("GET", PATH, SAL_AT_THE_DESK).status_code == 200


def test_another_organisation_that_names_our_coach_changes_nothing_here(centre):
    before = centre.openings()
    assert centre.ask("PUT", PATH, SAL_ELSEWHERE, json={"time_zone": "UTC"}).status_code == 200
    assert centre.openings() == before


def test_a_coach_we_have_only_heard_of_has_no_hours_yet(centre):
    eve = new_id()
    assert centre.ask("GET", f"/coaches/{eve}/availability", SAL_AT_THE_DESK).status_code == 404
    centre.person(eve, kinds=["coach"], zone="America/Denver")
    told = centre.ask("GET", f"/coaches/{eve}/availability", SAL_AT_THE_DESK).json
    assert (told["time_zone"], told["weekly"], told["version"]) == ("America/Denver", [], 0)
    assert centre.openings(SAL_AT_THE_DESK, coach_id=eve) == []


def test_openings_are_for_those_who_walk_together(centre):
    half_hours = [f"2026-11-24T{hour}:{minute}:00Z" for hour in range(14, 22) for minute in ("00", "30")]
    assert centre.openings() == half_hours[:-1]
    assert centre.openings(coach_id=BO) == centre.openings(BO_THE_COACH, coach_id=BO) == centre.openings()
    for stranger in (DEE_THE_MEMBER, CAM_THE_COACH, SAL_ELSEWHERE):
        for asked in ({"coach_id": BO}, {"match_id": ADA_AND_BO}):
            assert centre.ask("GET", "/openings", stranger, query_string=asked).status_code == 404


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "coach_id"),
        ({"coach_id": BO, "match_id": ADA_AND_BO}, "coach_id"),
        ({"coach_id": BO, "from": "2026-11-25T00:00:00Z", "to": "2026-11-25T00:00:00Z"}, "to"),
        ({"coach_id": BO, "from": "2026-11-25T00:00:00Z", "to": "2027-02-25T00:00:00Z"}, "to"),
        ({"coach_id": BO, "from": "yesterday"}, "from"),
        ({"coach_id": BO, "minutes": "0"}, "minutes"),
        ({"coach_id": BO, "form": "2026-11-25T00:00:00Z"}, "form"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused_by_field(centre, asked, field):
    answer = centre.ask("GET", "/openings", SAL_AT_THE_DESK, query_string=asked)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})


def test_the_earliest_of_each_in_one_question(centre):
    centre.hours(CAM, weekly=[{"days": [3], "start": "08:00", "end": "12:00"}])
    asked = {"coach_ids": [CAM, BO, new_id()], "minutes": 60}
    told = centre.ask("POST", "/openings/earliest", SAL_AT_THE_DESK, json=asked).json
    assert [(each["coach_id"], each["starts_at"]) for each in told["items"]] == [
        (BO, "2026-11-23T14:00:00Z"),
        (CAM, "2026-11-25T13:00:00Z"),
    ]
    assert centre.ask("POST", "/openings/earliest", ADA_THE_MEMBER, json=asked).status_code == 403


def test_each_night_the_four_weeks_begin_a_day_later(centre):
    told = len(centre.said("availability."))
    centre.room.tick(hours=23)
    assert len(centre.said("availability.")) == told
    centre.room.tick(hours=1)
    assert sorted(event.subject for event in centre.said("availability.")[told:]) == sorted([BO, CAM])
    assert centre.bookable()[-1].startswith("2026-12-21")


def test_a_service_of_ours_may_ask_as_well(centre):
    portal = Actor(new_id(), "service", HARBOUR)
    assert centre.openings(portal, coach_id=BO)
