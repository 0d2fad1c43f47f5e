"""Every offered opening books; every other time is refused. Asked at the door, in worlds nobody thought of."""

import os
import random
from datetime import datetime, timedelta

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_AND_CAM,
    CAM,
    DEE_AND_CAM,
    HARBOUR,
    SAL,
    SAL_AT_THE_DESK,
    z,
)
from tests.service.scheduling.test_calendars import calendar
from tests.service.scheduling.test_closures import close

SUE = Actor(SAL, "supervisor", HARBOUR)
SEEDS = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 8
ZONES = ["America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"]


@pytest.fixture
def centre(open_centre):
    return open_centre


def a_world(chance):
    clocks = [f"{chance.randrange(24):02}:{chance.choice(['00', '15', '30'])}" for _ in range(6)]
    windows = [(start, end) for start, end in zip(clocks[::2], clocks[1::2], strict=True) if start != end]
    return {
        "time_zone": chance.choice(ZONES),
        "weekly": [{"days": [2, 3, 4], "start": start, "end": end} for start, end in windows],
        "exceptions": [{"date": "2026-11-25", "windows": []}] if chance.random() < 0.3 else [],
        "time_off": [{"from": "2026-11-24T10:00", "to": "2026-11-24T13:30"}] if chance.random() < 0.3 else [],
        "travel": [a_journey(chance)] if chance.random() < 0.4 else [],
        "rules": {
            "minutes": 60,
            "step_minutes": chance.choice([20, 30, 45, 60]),
            "align": chance.choice(["clock-grid", "window-start"]),
            "buffer_before_minutes": chance.choice([0, 10]),
            "buffer_after_minutes": chance.choice([0, 15]),
            "min_notice_minutes": chance.choice([0, 1500]),
            "max_per_day": chance.choice([None, 1, 2]),
            "max_per_week": chance.choice([None, 3]),
        },
    }


def a_journey(chance):
    return {"from": "2026-11-24", "to": chance.choice(["2026-11-25", "2026-11-27"]), "time_zone": chance.choice(ZONES)}


def a_week_is_lived(centre, chance):
    """What else may stand in Bo's and Ada's way, each of it in some of the worlds."""
    for happens in (
        we_are_closed,
        bo_is_busy,
        bo_leads_a_circle,
        bo_meets_cam,
        somebody_holds_a_time,
        bo_covers_for_cam,
        bo_is_at_two_places,
    ):
        if chance.random() < 0.5:
            happens(centre, chance)


def we_are_closed(centre, chance):
    day = chance.randrange(24, 27)
    whole = f"DTSTART;VALUE=DATE:202611{day}\nDTEND;VALUE=DATE:202611{day + 1}"
    part = f"DTSTART:202611{day}T150000Z\nDTEND:202611{day}T181500Z"
    assert close(centre, calendar(chance.choice([whole, part]))).status_code == 200


def bo_is_busy(centre, chance):
    text = calendar(f"DTSTART:20261124T{chance.randrange(10, 22)}1000Z\nDURATION:PT50M\nRRULE:FREQ=DAILY;COUNT=3")
    path, how = f"/coaches/{BO}/busy-calendars/own", {"headers": {"Content-Type": "text/calendar"}}
    assert centre.ask("PUT", path, SAL_AT_THE_DESK, data=text, **how).status_code == 200


def bo_leads_a_circle(centre, chance):
    wish = {"coach_id": BO, "starts_at": some_times(chance, 1)[0], "minutes": 75, "rrule": "FREQ=DAILY;COUNT=2"}
    group = centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=wish)
    if group.status_code == 201 and chance.random() < 0.5:
        centre.ask("POST", f"/groups/{group.json['id']}/seats", SAL_AT_THE_DESK, json={"member_id": ADA})


def bo_meets_cam(centre, chance):
    """Who coaches is coached as well, and Ada has a circle of Cam's."""
    centre.book(SAL_AT_THE_DESK, match_id=BO_AND_CAM, starts_at=chance.choice(week(centre, match_id=BO_AND_CAM)))
    circle = {"coach_id": CAM, "starts_at": some_times(chance, 1)[0], "minutes": 30}
    group = centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=circle)
    if group.status_code == 201:
        centre.ask("POST", f"/groups/{group.json['id']}/seats", SAL_AT_THE_DESK, json={"member_id": ADA})


def somebody_holds_a_time(centre, chance):
    match_id, eve = new_id(), new_id()
    centre.match(match_id, BO, eve)
    if offered := week(centre, match_id=match_id):
        held = {"match_id": match_id, "starts_at": chance.choice(offered)}
        assert centre.ask("POST", "/holds", SAL_AT_THE_DESK, json=held).status_code == 201


def bo_covers_for_cam(centre, chance):
    wish = {"match_id": DEE_AND_CAM, "starts_at": chance.choice(week(centre, match_id=DEE_AND_CAM))}
    session = centre.book(SAL_AT_THE_DESK, **wish).json
    cover = centre.ask("POST", f"/sessions/{session['id']}/cover", SAL_AT_THE_DESK, json={"colleague_ids": [BO]})
    if cover.status_code == 201:
        claimed = centre.ask("POST", f"/covers/{cover.json['id']}/claim", SAL_AT_THE_DESK, json={"coach_id": BO})
        assert claimed.status_code == 201, claimed.json


def bo_is_at_two_places(centre, chance):
    """Each window at one of them, a way between, and a circle at the other."""
    ours = [centre.place(name) for name in ("Library", "Harbour")]
    said = centre.ask("GET", f"/coaches/{BO}/availability", SAL_AT_THE_DESK).json
    way, path = {"place_ids": ours, "minutes": chance.choice([15, 40, 90])}, "/organisation"
    headers = {"If-Match": centre.ask("GET", path, SAL_AT_THE_DESK).headers["ETag"]}
    assert centre.ask("PATCH", path, SUE, json={"ways": [way]}, headers=headers).status_code == 200
    weekly = [window | {"place_id": ours[at % 2]} for at, window in enumerate(said["weekly"])]
    answer = centre.ask("PUT", f"/coaches/{BO}/availability", SAL_AT_THE_DESK, json=said | {"weekly": weekly})
    assert answer.status_code in (200, 422), answer.json  # in two places at once
    wish = {"coach_id": BO, "minutes": 30, "place_id": chance.choice(ours)}
    for starts_at in some_times(chance, 3):
        centre.ask("POST", "/groups", SAL_AT_THE_DESK, json=wish | {"starts_at": starts_at})


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_offered_can_be_booked_and_nothing_else(centre, seed):
    chance = random.Random(seed)
    centre.hours(**a_world(chance))
    a_week_is_lived(centre, chance)
    for _ in range(2):
        if offered := week(centre):
            centre.booked(starts_at=chance.choice(offered))
    offered = set(week(centre))
    wanted = chance.sample(sorted(offered), min(8, len(offered))) + some_times(chance, 12)
    for starts_at in wanted:
        answer = centre.book(SAL_AT_THE_DESK, starts_at=starts_at)
        assert (answer.status_code == 201) == (starts_at in offered), (starts_at, answer.json)
        if answer.status_code == 201:
            assert centre.do(answer.json, "cancellation", ADA_THE_MEMBER).status_code == 201
        else:
            assert {each["starts_at"] for each in answer.json["nearest"] if in_week(each["starts_at"])} <= offered
    assert set(week(centre)) == offered


def week(centre, match_id=ADA_AND_BO):
    return centre.openings(SAL_AT_THE_DESK, **span(), match_id=match_id)


def span():
    """What begins this very moment can be booked, and not be called off again."""
    return {"from": "2026-11-23T14:05:00Z", "to": "2026-11-28T14:00:00Z"}


def in_week(starts_at):
    return span()["from"] <= starts_at <= "2026-11-28T13:00:00Z"


def some_times(chance, count):
    start = datetime.fromisoformat("2026-11-23T14:05:00")
    return [z(start + timedelta(minutes=5 * chance.randrange(4 * 288))) for _ in range(count)]
