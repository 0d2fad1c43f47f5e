"""Other people's cases, asked at the door itself: hours put, openings asked, series booked, wherever it stands."""

import shutil
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.bus.memory import MemoryBus
from shared.db.desk import make_desk
from shared.db.engine import open_engine
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.process.keys import load_sealer
from tests.desk.room import Room
from tests.service.scheduling.centre import SAL_AT_THE_DESK, Centre, z
from tests.service.scheduling.known_cases import CASES, SERVERS, standing_in

FIVE = {"minutes": 5, "step_minutes": 5, "min_notice_minutes": 0, "horizon_days": 365}
ALL_DAY = [{"days": [1, 2, 3, 4, 5, 6, 7], "start": "00:00", "end": "24:00"}]


@pytest.fixture(scope="module")
def room(settings, sqlite_templates, tmp_path_factory):
    """One for all of them: each case has people of its own."""
    copy = tmp_path_factory.mktemp("cases") / "scheduling.db"
    shutil.copy(sqlite_templates("scheduling"), copy)
    engine = open_engine(f"sqlite:///{copy}")
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    yield Room(make_desk("scheduling", engine, clock, load_sealer(settings, "scheduling"), settings), MemoryBus())
    engine.dispose()


@pytest.fixture(params=SERVERS, autouse=True)
def server_zone(request):
    with standing_in(request.param):
        yield


def of_kind(*kinds):
    found = [case for case in CASES if case["kind"] in kinds]
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


@of_kind("windows")
def test_hours_become_windows(room, case):
    asked = case["input"]
    coach = at(room, instant(asked["from"]) - timedelta(days=1)).coach(
        time_zone=asked["timezone"],
        weekly=[{**window, "end": window["end"].removesuffix("+1")} for window in asked["weekly"]],
        exceptions=[exception(given) for given in asked["overrides"]],
        time_off=[whole_day(date) for date in asked["out_of_office"]],
        rules=FIVE,
    )
    assert merged(coach.openings(asked["from"], asked["to"], 5)) == case["expected"]["windows"]


@of_kind("slots")
def test_windows_become_openings(room, case):
    asked, expected = case["input"], case["expected"]
    now = instant(asked["now"]) if "now" in asked else instant(min(asked["windows"])[0]) - timedelta(days=1)
    rules = ("step_minutes", "align", "buffer_before_minutes", "buffer_after_minutes", "min_notice_minutes")
    coach = at(room, now).coach(
        time_zone=asked["timezone"],
        exceptions=dates(asked["timezone"], asked["windows"]),
        rules={name: asked[name] for name in rules} | {"minutes": asked["duration_minutes"]},
    )
    coach.is_busy(asked["busy"])
    found = coach.openings(min(asked["windows"])[0], max(asked["windows"])[1], asked["duration_minutes"])
    assert len(found) == expected.get("count", len(found))
    assert found[0] == expected.get("first", found[0]) and found[-1] == expected.get("last", found[-1])
    assert found == expected.get("starts", found)


@of_kind("any_coach")
def test_any_coach_will_do(room, case):
    asked, found = case["input"], {}
    for name, windows in asked["coaches"].items():
        rules = {"minutes": 10, "step_minutes": asked["step_minutes"], "min_notice_minutes": 0}
        coach = at(room, datetime(2029, 12, 31, tzinfo=UTC)).coach(
            time_zone="UTC", exceptions=dates("UTC", windows), rules=rules
        )
        for start in coach.openings(asked["from"], asked["to"], asked["duration_minutes"]):
            found.setdefault(start, []).append(name)
    assert found == case["expected"]["starts"]


@of_kind("subtract")
def test_time_off_is_taken_away(room, case):
    asked = case["input"]
    off = [{"from": start[:16], "to": end[:16]} for start, end in asked["excluded"]]
    hours = {"time_zone": "UTC", "exceptions": dates("UTC", asked["source"]), "time_off": off, "rules": FIVE}
    coach = at(room, instant(asked["source"][0][0]) - timedelta(days=1)).coach(**hours)
    assert merged(coach.openings(asked["source"][0][0], asked["source"][-1][1], 5)) == case["expected"]["windows"]


@of_kind("recurrence")
def test_a_rule_becomes_sessions(room, case):
    asked, expected = case["input"], case["expected"]
    start = datetime.fromisoformat(asked["dtstart_local"]).replace(tzinfo=ZoneInfo(asked["timezone"]))
    coach = at(room, start.astimezone(UTC) - timedelta(days=1)).coach(
        time_zone=asked["timezone"],
        weekly=ALL_DAY,
        exceptions=[{"date": text[:10], "windows": []} for text in asked["exdates_local"]],
        rules={"min_notice_minutes": 0, "step_minutes": 15, "minutes": 60},
    )
    made = coach.series(start.isoformat(), asked["rrule"])
    assert [each["starts_at"] for each in made["booked"]] == expected["occurrences_utc"]
    assert [each["local"] for each in made["skipped"]] == expected.get("skipped_local", asked["exdates_local"])


def at(room, now):
    room.clock.at = now
    return People(room)


class People:
    """A coach and a member of one case."""

    def __init__(self, room):
        self.centre, self.coach_id, self.match_id = Centre(room), new_id(), new_id()

    def coach(self, **hours):
        answer = self.centre.ask("PUT", f"/coaches/{self.coach_id}/availability", SAL_AT_THE_DESK, json=hours)
        assert answer.status_code == 200, answer.json
        return self

    def openings(self, first, last, minutes):
        asked = {"coach_id": self.coach_id, "from": first, "to": last, "minutes": minutes}
        return self.centre.openings(SAL_AT_THE_DESK, **asked)

    def is_busy(self, stretches):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a case//"]
        for n, (start, end) in enumerate(stretches):
            lines += ["BEGIN:VEVENT", f"UID:{n}", f"DTSTART:{compact(start)}", f"DTEND:{compact(end)}", "END:VEVENT"]
        path, text = f"/coaches/{self.coach_id}/busy-calendars/case", "\r\n".join([*lines, "END:VCALENDAR", ""])
        headers = {"Content-Type": "text/calendar"}
        assert self.centre.ask("PUT", path, SAL_AT_THE_DESK, data=text, headers=headers).status_code == 200

    def series(self, starts_at, rrule):
        self.centre.match(self.match_id, self.coach_id, new_id())
        wish = {"match_id": self.match_id, "starts_at": starts_at, "minutes": 60, "rrule": rrule}
        answer = self.centre.ask("POST", "/series", SAL_AT_THE_DESK, json=wish)
        assert answer.status_code == 201, answer.json
        return answer.json


def merged(starts, minutes=5):
    """Openings of five minutes, put together to the windows they fill."""
    found = []
    for start in map(instant, starts):
        if found and found[-1][1] == start:
            found[-1][1] = start + timedelta(minutes=minutes)
        else:
            found.append([start, start + timedelta(minutes=minutes)])
    return [[z(begin), z(end)] for begin, end in found]


def dates(zone, windows):
    """The same windows as exceptions on the wall of the zone."""
    found = {}
    for window in windows:
        begin, end = (instant(text).astimezone(ZoneInfo(zone)) for text in window)
        stretch = {"start": begin.strftime("%H:%M"), "end": end.strftime("%H:%M").replace("00:00", "24:00")}
        found.setdefault(begin.strftime("%Y-%m-%d"), []).append(stretch)
    return [{"date": date, "windows": stretches} for date, stretches in found.items()]


def exception(given):
    return {"date": given["date"], "windows": [{"start": a, "end": b} for a, b in given["windows"]]}


def whole_day(date):
    following = datetime.fromisoformat(date) + timedelta(days=1)
    return {"from": f"{date}T00:00", "to": following.strftime("%Y-%m-%dT%H:%M")}


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def compact(text):
    return instant(text).strftime("%Y%m%dT%H%M%SZ")
