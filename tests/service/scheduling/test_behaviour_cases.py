"""Other people's cases of how things should go: each asked at the door, wherever we stand. None is left out."""

import ast
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from shared.bus.memory import MemoryBus
from shared.db.desk import make_desk
from shared.db.engine import open_engine
from shared.kernel.actor import Actor
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.process.keys import load_sealer
from tests.desk.room import Room
from tests.service.scheduling.centre import HARBOUR, SAL_AT_THE_DESK, TUESDAY_TEN, Centre, z
from tests.service.scheduling.known_cases import CASES, SERVERS, standing_in

MONDAY_NINE = datetime(2026, 11, 23, 14, tzinfo=UTC)
HALF_PAST_TEN, TWO = "2026-11-24T15:30:00Z", "2026-11-24T19:00:00Z"
BOTH_SIDES = next(case["id"] for case in CASES if case["id"].endswith("-both-sides"))
SUE = Actor(new_id(), "supervisor", HARBOUR)
TESTS = {
    "windows": "test_hours_become_windows",
    "slots": "test_windows_become_openings",
    "any_coach": "test_any_coach_will_do",
    "subtract": "test_time_is_taken_away",
    "intersect": "test_time_is_shared",
    "recurrence": "test_a_rule_becomes_times",
}
UNIT = Path(__file__).parents[2] / "unit" / "scheduling" / "test_cases.py"


@pytest.fixture(scope="module")
def room(settings, sqlite_templates, tmp_path_factory):
    """One for all of them: each case has people of its own."""
    copy = tmp_path_factory.mktemp("behaviour") / "scheduling.db"
    shutil.copy(sqlite_templates("scheduling"), copy)
    engine = open_engine(f"sqlite:///{copy}")
    yield Room(
        make_desk("scheduling", engine, FixedClock(MONDAY_NINE), load_sealer(settings, "scheduling"), settings),
        MemoryBus(),
    )
    engine.dispose()


class Two(Centre):
    """A coach with hours from nine to five in New York, and whoever walks with them. The desk asks."""

    def __init__(self, room, now=MONDAY_NINE, **hours):
        super().__init__(room)
        room.clock.at = now
        self.coach_id = new_id()
        self.match_id = self.walks_with(self.coach_id)
        self.hours(self.coach_id, **hours)

    def walks_with(self, coach_id):
        match_id = new_id()
        self.match(match_id, coach_id, new_id())
        return match_id

    def free(self, **asked):
        return self.openings(SAL_AT_THE_DESK, **{"match_id": self.match_id} | asked)

    def want(self, starts_at=TUESDAY_TEN, match_id=None, **more):
        return self.book(SAL_AT_THE_DESK, match_id or self.match_id, starts_at, **more)

    def have(self, starts_at=TUESDAY_TEN):
        answer = self.want(starts_at)
        assert answer.status_code == 201, answer.json
        return answer.json

    def told_of(self, session):
        return [event for event in self.said() if event.subject == session["id"]]

    def race(self, *starts):
        ready = Barrier(len(starts))

        def want(starts_at):
            ready.wait()
            answer = self.want(starts_at)
            while answer.status_code == 503:
                answer = self.want(starts_at)
            return answer.status_code

        with ThreadPoolExecutor(len(starts)) as crowd:
            return sorted(crowd.map(want, starts))


def one_a_day_stays_one_a_day(room):
    assert Two(room, rules={"max_per_day": 1, "min_notice_minutes": 0}).race(TUESDAY_TEN, TWO) == [201, 409]


def a_cancelled_hour_is_offered_again_and_told_once(room):
    two = Two(room, exceptions=[{"date": "2026-11-24", "windows": [{"start": "10:00", "end": "11:00"}]}])
    session = two.have()
    assert two.free() == []
    cancelled = [two.do(session, "cancellation", SAL_AT_THE_DESK).status_code for _ in range(2)]
    assert (two.free(), cancelled) == ([TUESDAY_TEN], [201, 409])
    assert [event.type for event in two.told_of(session)] == ["session.booked", "session.cancelled"]


def what_is_offered_can_be_booked_and_nothing_else(room):
    """Over the end of summer time: two hours on most days, a day that differs, time off, two a day."""
    friday = datetime(2026, 10, 30, 12, tzinfo=UTC)
    two = Two(
        room,
        now=friday,
        weekly=[{"days": [1, 6, 7], "start": "00:30", "end": "03:00"}],
        exceptions=[{"date": "2026-10-31", "windows": [{"start": "10:00", "end": "12:00"}]}],
        time_off=[{"from": "2026-11-02T01:00", "to": "2026-11-02T01:30"}],
        rules={"min_notice_minutes": 0, "max_per_day": 2},
    )
    span = {"from": z(friday), "to": z(friday + timedelta(days=4))}
    offered = two.free(**span)
    grid = [z(friday + timedelta(minutes=30 * n)) for n in range(4 * 48)]
    near = [at for at in grid if at[11:13] in ("04", "05", "06", "07", "08", "14", "15")]
    assert offered and set(offered) <= set(near)
    for starts_at in near:
        answer = two.want(starts_at, minutes=60)
        assert (answer.status_code == 201) == (starts_at in offered), starts_at
        if answer.status_code == 201:
            two.do(answer.json, "cancellation", SAL_AT_THE_DESK)
    assert two.free(**span) == offered


def of_twenty_over_each_other_one_is_booked(room):
    assert Two(room).race(*[TUESDAY_TEN, HALF_PAST_TEN] * 10) == [201] + [409] * 19


def of_two_requests_for_one_hour_one_stands(room):
    """The first keeps the hour while it waits, so the second never becomes one that could be agreed."""
    two = Two(room)
    coaches_confirm(two, True)
    try:
        asked, second = two.have(), two.want(match_id=two.walks_with(two.coach_id))
        assert (asked["state"], second.status_code, second.json["code"]) == ("pending", 409, "taken")
        assert two.do(asked, "acceptance", SAL_AT_THE_DESK).json["state"] == "booked"
        assert two.want(match_id=two.walks_with(two.coach_id)).status_code == 409
    finally:
        coaches_confirm(two, None)


def the_desk_does_not_book_over_a_session(room):
    two = Two(room)
    two.have()
    assert two.want().status_code == two.want(match_id=two.walks_with(two.coach_id)).status_code == 409


def a_place_counts_how_many_are_there_at_once(room):
    spans = [("15:00", 60), ("16:00", 60), ("14:30", 90), ("14:00", 180)]
    two = Two(room)
    place = {"place_id": two.place(), "at_once": 3}
    for at, minutes in spans:
        leader = new_id()
        two.coach(leader)
        group = {"coach_id": leader, "starts_at": f"2026-11-24T{at}:00Z", "minutes": minutes} | place
        assert two.ask("POST", "/groups", SAL_AT_THE_DESK, json=group).status_code == 201


def a_held_hour_is_nobody_elses_and_lets_go(room):
    two = Two(room)
    other = two.walks_with(two.coach_id)
    wish = {"match_id": two.match_id, "starts_at": TUESDAY_TEN}
    held = two.ask("POST", "/holds", SAL_AT_THE_DESK, json=wish).json
    assert TUESDAY_TEN not in two.free(match_id=other) and two.want(match_id=other).status_code == 409
    room.clock.at += timedelta(minutes=5)
    assert TUESDAY_TEN in two.free(match_id=other) and two.want(match_id=other).status_code == 201
    assert two.want(hold_id=held["id"]).status_code == 409


def each_side_is_kept_apart_taken_back_and_told_once(room):
    two = Two(room)
    session = two.have()
    path = f"/sessions/{session['id']}/attendance"
    away = {"json": {"state": "did_not_meet"}}
    assert two.ask("PUT", f"{path}/member", SAL_AT_THE_DESK, **away).status_code == 409
    room.clock.at += timedelta(days=1, hours=2)
    for side in ("member", "coach"):
        assert two.ask("PUT", f"{path}/{side}", SAL_AT_THE_DESK, **away).json["attendance"][side] == "did_not_meet"
    assert two.ask("DELETE", f"{path}/member", SAL_AT_THE_DESK).json["attendance"] == {"coach": "did_not_meet"}
    told = [(event.type.partition(".")[2], event.data["side"]) for event in two.told_of(session)[1:]]
    assert told == [("did_not_meet", "member"), ("did_not_meet", "coach"), ("undone", "member")]


def a_session_moves_over_itself(room):
    two = Two(room)
    session = two.have()
    assert two.do(session, "move", SAL_AT_THE_DESK, starts_at=HALF_PAST_TEN).status_code == 201
    assert "2026-11-24T14:30:00Z" in two.free() and TUESDAY_TEN not in two.free()


def where_somebody_lives_changes_no_instant(room):
    two, answers = Two(room), []
    for zone in ("UTC", "Asia/Kolkata", "America/St_Johns"):
        match_id, member = new_id(), new_id()
        two.person(member, zone=zone)
        two.match(match_id, two.coach_id, member)
        answers.append(two.openings(Actor(member, "member", HARBOUR), match_id=match_id))
    assert answers[0] and answers[0] == answers[1] == answers[2]


BEHAVIOURS = {
    "race-limit-per-day": one_a_day_stays_one_a_day,
    "cancel-frees-slot": a_cancelled_hour_is_offered_again_and_told_once,
    "slot-shown-is-bookable": what_is_offered_can_be_booked_and_nothing_else,
    "race-overlapping-starts": of_twenty_over_each_other_one_is_booked,
    "race-pending-confirm": of_two_requests_for_one_hour_one_stands,
    "api-same-rules": the_desk_does_not_book_over_a_session,
    "capacity-is-peak-not-count": a_place_counts_how_many_are_there_at_once,
    "hold-blocks-then-expires": a_held_hour_is_nobody_elses_and_lets_go,
    BOTH_SIDES: each_side_is_kept_apart_taken_back_and_told_once,
    "reschedule-own-slot": a_session_moves_over_itself,
    "booker-zone-only-changes-labels": where_somebody_lives_changes_no_instant,
}


@pytest.mark.parametrize("zone", SERVERS)
@pytest.mark.parametrize("case", BEHAVIOURS)
def test_it_goes_as_it_should(room, case, zone):
    with standing_in(zone):
        BEHAVIOURS[case](room)


def test_every_known_case_is_asked_somewhere():
    """A case nobody asks, or a test that is gone, is found here."""
    tests = {node.name for node in ast.parse(UNIT.read_text()).body if isinstance(node, ast.FunctionDef)}
    asked = {case["id"]: TESTS.get(case["kind"]) in tests or case["id"] in BEHAVIOURS for case in CASES}
    assert len(asked) == len(CASES) and [id for id, is_asked in asked.items() if not is_asked] == []


def coaches_confirm(two, they_do):
    version = two.ask("GET", "/organisation", SUE).headers["ETag"]
    said = two.ask("PATCH", "/organisation", SUE, json={"coaches_confirm": they_do}, headers={"If-Match": version})
    assert said.status_code == 200
