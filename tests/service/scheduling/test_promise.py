"""Every offered opening books; every other time is refused. Asked at the door, in worlds nobody thought of."""

import random
from datetime import datetime, timedelta

import pytest

from tests.service.scheduling.centre import ADA_AND_BO, ADA_THE_MEMBER, SAL_AT_THE_DESK, z

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


@pytest.mark.parametrize("seed", range(6))
def test_what_is_offered_can_be_booked_and_nothing_else(centre, seed):
    chance = random.Random(seed)
    centre.hours(**a_world(chance))
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


def week(centre):
    return centre.openings(SAL_AT_THE_DESK, **span(), match_id=ADA_AND_BO)


def span():
    return {"from": "2026-11-23T14:00:00Z", "to": "2026-11-28T14:00:00Z"}


def in_week(starts_at):
    return span()["from"] <= starts_at <= "2026-11-28T13:00:00Z"


def some_times(chance, count):
    start = datetime.fromisoformat("2026-11-23T14:00:00")
    return [z(start + timedelta(minutes=5 * chance.randrange(4 * 288))) for _ in range(count)]
