"""Whatever people do, in whatever order: nobody is ever in two places, and the database can show it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from services.scheduling.store.cover_tables import cover_asks, covers
from services.scheduling.store.free_tables import freed_times, time_offers
from services.scheduling.store.group_tables import groups, seats
from services.scheduling.store.tables import engagements, holds, series, sessions
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    BO,
    BO_AND_CAM,
    CAM,
    DEE,
    DEE_AND_CAM,
    HARBOUR,
    SAL_AT_THE_DESK,
    z,
)

TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)
HALF_HOURS = st.integers(0, 9).map(lambda n: z(TUESDAY + timedelta(minutes=30 * n)))
MATCHES = st.sampled_from([ADA_AND_BO, DEE_AND_CAM, BO_AND_CAM])
SUE = Actor(SAL_AT_THE_DESK.person, "supervisor", HARBOUR)
COACHES, PEOPLE = st.sampled_from([BO, CAM]), st.sampled_from([ADA, BO, CAM, DEE])
REFERRAL_OF = {person: new_id() for person in (ADA, BO, DEE)}
REFERRALS = st.sampled_from(list(REFERRAL_OF.values()))
ON_CALL = {
    "time_zone": "America/New_York",
    "weekly": [{"coach_id": coach, "days": [1, 2, 3, 4, 5], "start": "09:00", "end": "14:00"} for coach in (BO, CAM)],
}
EXPECTED = {200, 201, 204, 404, 409}
KEPT = (sessions, seats, holds, time_offers, engagements)
WIPED = (*KEPT, groups, series, covers, cover_asks, freed_times)


class Week(RuleBasedStateMachine):
    """Bo coaches Ada and is coached by Cam, who coaches Dee too: each booking is in somebody's way."""

    centre = None

    def __init__(self):
        super().__init__()
        self.sessions, self.series, self.holds, self.groups, self.covers = [], [], [], [], []
        self.wipe()

    @rule(match=MATCHES, starts_at=HALF_HOURS, minutes=st.sampled_from([30, 60, 90]))
    def book(self, match, starts_at, minutes):
        self.keep(self.sessions, self.centre.book(SAL_AT_THE_DESK, match, starts_at, minutes=minutes))

    @rule(match=MATCHES, starts_at=HALF_HOURS)
    def book_a_series(self, match, starts_at):
        wish = {"match_id": match, "starts_at": starts_at, "rrule": "FREQ=DAILY;COUNT=2"}
        answer = self.ask("POST", "/series", wish)
        self.keep(self.series, answer)
        self.sessions += answer.json["booked"] if answer.status_code == 201 else []

    @rule(data=st.data(), starts_at=HALF_HOURS, last=st.integers(0, 1))
    def move_a_series(self, data, starts_at, last):
        if series := self.one_of(data, self.series):
            which = {"session_id": series["booked"][-last]["id"], "starts_at": starts_at}
            self.ask("POST", f"/series/{series['id']}/move", which)

    @rule(data=st.data(), deed=st.sampled_from(["cancellation", "acceptance", "decline"]))
    def answer_a_series(self, data, deed):
        if series := self.one_of(data, self.series):
            self.ask("POST", f"/series/{series['id']}/{deed}", {})

    @rule(yes=st.booleans())
    def coaches_are_asked_first(self, yes):
        version = self.ask("GET", "/organisation").json["version"]
        change, headers = {"coaches_confirm": yes}, {"If-Match": f'"{version}"'}
        assert self.centre.ask("PATCH", "/organisation", SUE, json=change, headers=headers).status_code == 200

    @rule(data=st.data(), deed=st.sampled_from(["confirmation", "acceptance", "decline"]))
    def answer(self, data, deed):
        if session := self.one_of(data, self.sessions):
            self.ask("POST", f"/sessions/{session['id']}/{deed}")

    @rule(match=MATCHES, starts_at=HALF_HOURS)
    def hold(self, match, starts_at):
        self.keep(self.holds, self.ask("POST", "/holds", {"match_id": match, "starts_at": starts_at}))

    @rule(data=st.data())
    def use_a_hold(self, data):
        if held := self.one_of(data, self.holds):
            wish = {"match_id": held["match_id"], "starts_at": held["starts_at"], "hold_id": held["id"]}
            self.keep(self.sessions, self.ask("POST", "/sessions", wish))

    @rule(data=st.data())
    def keep_a_hold_longer(self, data):
        if held := self.one_of(data, self.holds):
            self.ask("POST", f"/holds/{held['id']}/extension")

    @rule(data=st.data())
    def let_go_of_a_hold(self, data):
        if held := self.one_of(data, self.holds):
            self.ask("DELETE", f"/holds/{held['id']}")

    @rule(referral=REFERRALS, starts_at=HALF_HOURS, coach=st.one_of(st.none(), COACHES))
    def welcome(self, referral, starts_at, coach):
        """A first conversation, with one of those on call or with whoever is free."""
        wish = {"referral_id": referral, "starts_at": starts_at, "minutes": 30} | ({"coach_id": coach} if coach else {})
        self.keep(self.sessions, self.ask("POST", "/sessions", wish))

    @rule(data=st.data(), starts_at=HALF_HOURS, minutes=st.sampled_from([30, 60]))
    def move(self, data, starts_at, minutes):
        if session := self.one_of(data, self.sessions):
            length = 30 if session.get("referral_id") else minutes  # a first conversation is never longer
            self.ask("POST", f"/sessions/{session['id']}/move", {"starts_at": starts_at, "minutes": length})

    @rule(data=st.data())
    def cancel(self, data):
        if session := self.one_of(data, self.sessions):
            self.ask("POST", f"/sessions/{session['id']}/cancellation", {"reason": "member"})

    @rule(coach=COACHES, starts_at=HALF_HOURS, seats=st.sampled_from([1, 2]))
    def begin_a_group(self, coach, starts_at, seats):
        wish = {"coach_id": coach, "starts_at": starts_at, "seats": seats, "rrule": "FREQ=DAILY;COUNT=2"}
        answer = self.ask("POST", "/groups", wish)
        self.keep(self.groups, answer)
        if answer.status_code == 201:
            self.sessions += [{"id": each["session_id"]} for each in answer.json["meetings"]]

    @rule(data=st.data(), member=PEOPLE)
    def take_a_seat(self, data, member):
        if group := self.one_of(data, self.groups):
            self.ask("POST", f"/groups/{group['id']}/seats", {"member_id": member})

    @rule(data=st.data(), member=PEOPLE)
    def give_up_a_seat(self, data, member):
        if group := self.one_of(data, self.groups):
            self.ask("DELETE", f"/groups/{group['id']}/seats/{member}")

    @rule(data=st.data())
    def ask_colleagues(self, data):
        if session := self.one_of(data, self.sessions):
            self.keep(self.covers, self.ask("POST", f"/sessions/{session['id']}/cover", {}))

    @rule(data=st.data(), coach=COACHES)
    def claim(self, data, coach):
        if cover := self.one_of(data, self.covers):
            self.ask("POST", f"/covers/{cover['id']}/claim", {"coach_id": coach})

    @rule(data=st.data())
    def take_a_time_that_came_free(self, data):
        offered = self.ask("GET", "/freed-times").json["items"]
        if time := self.one_of(data, [each for each in offered if each["state"] != "taken"]):
            self.ask("POST", f"/freed-times/{time['id']}/acceptance", {})

    @rule(minutes=st.sampled_from([1, 6, 150]))
    def time_passes(self, minutes):
        self.centre.room.tick(minutes=minutes)

    @invariant()
    def nobody_is_in_two_places_and_whoever_meets_is_in_the_table_that_refuses(self):
        rows = self.read()
        in_order = sorted(rows[engagements], key=lambda row: (row["person_id"], row["starts_at"]))
        for one, other in pairwise(in_order):
            assert one["person_id"] != other["person_id"] or one["ends_at"] <= other["starts_at"]
        engaged = {(row["session_id"], row["person_id"]) for row in in_order}
        assert self.promised(rows) <= engaged <= self.promised(rows) | self.kept_for_now(rows)

    def promised(self, rows):
        standing = {row["id"]: row for row in rows[sessions] if row["state"] != "cancelled"}
        people = {(row["id"], row[who]) for row in standing.values() for who in ("coach_id", "member_id") if row[who]}
        return people | {(row["session_id"], row["member_id"]) for row in rows[seats] if row["session_id"] in standing}

    def kept_for_now(self, rows):
        held = {(row["id"], row[who]) for row in rows[holds] for who in ("coach_id", "member_id")}
        return held | {(row["id"], row["coach_id"]) for row in rows[time_offers] if row["state"] == "offered"}

    def ask(self, method, path, given=None):
        answer = self.centre.ask(method, path, SAL_AT_THE_DESK, **({} if given is None else {"json": given}))
        assert answer.status_code in EXPECTED, (path, answer.json)
        return answer

    def keep(self, where, answer):
        assert answer.status_code in EXPECTED, answer.json
        if answer.status_code == 201:
            where.append(answer.json)

    def one_of(self, data, things):
        return data.draw(st.sampled_from(things)) if things else None

    def read(self):
        with every_row(self.centre.room.desk.engine) as connection:
            return {table: connection.execute(sa.select(table)).mappings().all() for table in KEPT}

    def wipe(self):
        with every_row(self.centre.room.desk.engine) as connection:
            for table in WIPED:
                connection.execute(table.delete())
        self.centre.room.clock.at = TUESDAY - timedelta(days=1)


@pytest.fixture
def centre(open_centre):
    """Everybody would like an earlier time, three asked to be matched, and both coaches are on call."""
    assert open_centre.ask("PUT", "/on-call", SAL_AT_THE_DESK, json=ON_CALL).status_code == 200
    for person, referral in REFERRAL_OF.items():
        told = {"referral_id": referral, "member_id": person, "urgency": "soon", "state": "waiting"}
        ready = {"ready_from": open_centre.room.clock.at}
        open_centre.told_by_others("referral.filed", referral, told | ready)
    for person in (ADA, DEE, BO):
        open_centre.person(person)
        open_centre.ask("PUT", f"/people/{person}/freed-times", SAL_AT_THE_DESK, json={"wanted": True})
    return open_centre


def test_in_any_order_nobody_is_in_two_places(centre):
    machine = type("TheirWeek", (Week,), {"centre": centre})
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    how = settings(suppress_health_check=slow)
    run_state_machine_as_test(machine, settings=how)
