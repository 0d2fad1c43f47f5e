"""Other people's cases, told in our own words in tests/cases: the same answers wherever the server stands."""

import json
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.scheduling.domain.hours import Hours, Rules, Window, read_hours
from services.scheduling.domain.intervals import intersect, merge, subtract
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.domain.recurrence import expand, read_rule
from services.scheduling.domain.wallclock import DAY, wall_clock
from services.scheduling.domain.windows import windows_between
from shared.kernel.times import rfc3339

CASES = json.loads((Path(__file__).parents[2] / "cases" / "scheduling.json").read_text())["cases"]
SERVERS = ["UTC", "America/New_York", "Australia/Lord_Howe"]
NO_NOTICE = {"min_notice_minutes": 0, "horizon_days": 365}


@pytest.fixture(params=SERVERS, autouse=True)
def server_zone(request):
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def of_kind(kind):
    found = [case for case in CASES if case["kind"] == kind]
    assert found
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


@of_kind("windows")
def test_hours_become_windows(case):
    asked = case["input"]
    hours = read_hours(
        {
            "time_zone": asked["timezone"],
            "weekly": [{**window, "end": window["end"].removesuffix("+1")} for window in asked["weekly"]],
            "exceptions": [exception(given) for given in asked["overrides"]],
            "time_off": [whole_day(date) for date in asked["out_of_office"]],
        }
    )
    found = windows_between(hours, seconds(asked["from"]), seconds(asked["to"]))
    assert told(found) == case["expected"]["windows"]


@of_kind("slots")
def test_windows_become_openings(case):
    asked, expected = case["input"], case["expected"]
    windows = pairs(asked["windows"])
    found = starts_in(windows, asked, first=min(windows)[0], last=max(windows)[1])
    assert len(found) == expected.get("count", len(found))
    assert found[0] == expected.get("first", found[0])
    assert found[-1] == expected.get("last", found[-1])
    assert found == expected.get("starts", found)


@of_kind("any_coach")
def test_any_coach_will_do(case):
    asked = case["input"]
    found = {}
    for coach, windows in asked["coaches"].items():
        for start in starts_in(pairs(windows), asked, seconds(asked["from"]), seconds(asked["to"])):
            found.setdefault(start, []).append(coach)
    assert found == case["expected"]["starts"]


@of_kind("subtract")
def test_time_is_taken_away(case):
    asked = case["input"]
    left = subtract(merge(pairs(asked["source"])), merge(pairs(asked["excluded"])))
    assert told(left) == case["expected"]["windows"]


@of_kind("intersect")
def test_time_is_shared(case):
    one, other = (merge(pairs(given)) for given in case["input"]["sets"])
    assert told(intersect(one, other)) == case["expected"]["windows"]


@of_kind("recurrence")
def test_a_rule_becomes_times(case):
    asked, expected = case["input"], case["expected"]
    found, skipped = expand(
        read_rule(asked["rrule"]),
        start=datetime.fromisoformat(asked["dtstart_local"]),
        zone=asked["timezone"],
        without=[datetime.fromisoformat(text) for text in asked["exdates_local"]],
    )
    assert [rfc3339(instant) for instant in found] == expected["occurrences_utc"]
    assert [wall.isoformat(timespec="minutes") for wall in skipped] == expected.get("skipped_local", [])


def starts_in(windows, asked, first, last):
    named = ("step_minutes", "align", "buffer_before_minutes", "buffer_after_minutes", "min_notice_minutes")
    rules = Rules(**NO_NOTICE | {name: asked[name] for name in named if name in asked})
    diary = Diary(hours_of(asked.get("timezone", "UTC"), windows, rules), busy=busy(asked, rules))
    now = seconds(asked["now"]) if "now" in asked else first - 86400
    minutes = asked["duration_minutes"]
    found = openings(diary, minutes=minutes, now=now, first=first, last=last)
    return [rfc3339(datetime.fromtimestamp(opening.start).astimezone()) for opening in found]


def hours_of(zone, windows, rules):
    """Hours that hold exactly these windows, as exceptions on the wall of the zone."""
    clock, days = wall_clock(zone, windows[0][0], windows[-1][1]), {}
    for instants in windows:
        start, end = map(clock.wall, instants)
        day = start // DAY
        days.setdefault(day, []).append(Window(start - day * DAY, end - day * DAY))
    return Hours(zone, exceptions=days, rules=rules)


def busy(asked, rules):
    """Each busy stretch brings its own buffers, as a session of ours would."""
    before, after = rules.buffer_before_minutes * 60, rules.buffer_after_minutes * 60
    return [(start - before, end + after) for start, end in pairs(asked.get("busy", []))]


def exception(given):
    return {"date": given["date"], "windows": [{"start": a, "end": b} for a, b in given["windows"]]}


def whole_day(date):
    following = datetime.fromisoformat(date) + timedelta(days=1)
    return {"from": f"{date}T00:00", "to": following.strftime("%Y-%m-%dT%H:%M")}


def pairs(windows):
    return [(seconds(start), seconds(end)) for start, end in windows]


def seconds(text):
    return int(datetime.fromisoformat(text).timestamp())


def told(intervals):
    return [[rfc3339(datetime.fromtimestamp(at).astimezone()) for at in interval] for interval in intervals]
