"""Whatever people do, in whatever order: nobody is ever in two places, and the database can show it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from services.scheduling.store.tables import engagements, holds, sessions
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA_AND_BO,
    BO_AND_CAM,
    DEE_AND_CAM,
    SAL_AT_THE_DESK,
    z,
)

TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)
HALF_HOURS = st.integers(0, 9).map(lambda n: z(TUESDAY + timedelta(minutes=30 * n)))
MATCHES = st.sampled_from([ADA_AND_BO, DEE_AND_CAM, BO_AND_CAM])
EXPECTED = {200, 201, 204, 404, 409}


class Week(RuleBasedStateMachine):
    """Bo coaches Ada and is coached by Cam, who coaches Dee too: each booking is in somebody's way."""

    centre = None

    def __init__(self):
        super().__init__()
        self.sessions, self.holds = [], []
        self.wipe()

    @rule(match=MATCHES, starts_at=HALF_HOURS, minutes=st.sampled_from([30, 60, 90]))
    def book(self, match, starts_at, minutes):
        self.keep(self.sessions, self.centre.book(SAL_AT_THE_DESK, match, starts_at, minutes=minutes))

    @rule(match=MATCHES, starts_at=HALF_HOURS)
    def hold(self, match, starts_at):
        wish = {"match_id": match, "starts_at": starts_at}
        self.keep(self.holds, self.centre.ask("POST", "/holds", SAL_AT_THE_DESK, json=wish))

    @rule(data=st.data())
    def use_a_hold(self, data):
        if self.holds:
            held = data.draw(st.sampled_from(self.holds))
            wish = {"match_id": held["match_id"], "starts_at": held["starts_at"], "hold_id": held["id"]}
            self.keep(self.sessions, self.centre.ask("POST", "/sessions", SAL_AT_THE_DESK, json=wish))

    @rule(data=st.data())
    def let_go_of_a_hold(self, data):
        if self.holds:
            held = data.draw(st.sampled_from(self.holds))
            assert self.centre.ask("DELETE", f"/holds/{held['id']}", SAL_AT_THE_DESK).status_code in EXPECTED

    @rule(data=st.data(), starts_at=HALF_HOURS, minutes=st.sampled_from([30, 60]))
    def move(self, data, starts_at, minutes):
        if self.sessions:
            session = data.draw(st.sampled_from(self.sessions))
            wish = {"starts_at": starts_at, "minutes": minutes}
            assert self.centre.do(session, "move", SAL_AT_THE_DESK, **wish).status_code in EXPECTED

    @rule(data=st.data())
    def cancel(self, data):
        if self.sessions:
            session = data.draw(st.sampled_from(self.sessions))
            assert self.centre.do(session, "cancellation", SAL_AT_THE_DESK).status_code in EXPECTED

    @rule(minutes=st.sampled_from([1, 4, 6]))
    def time_passes(self, minutes):
        self.centre.room.tick(minutes=minutes)

    @invariant()
    def nobody_is_in_two_places(self):
        found = self.read(engagements)
        for one in found:
            for other in found:
                if one["person_id"] == other["person_id"] and one["session_id"] < other["session_id"]:
                    assert one["ends_at"] <= other["starts_at"] or other["ends_at"] <= one["starts_at"]

    @invariant()
    def whoever_meets_is_in_the_table_that_refuses(self):
        engaged = {(row["session_id"], row["person_id"], row["meets_at"]) for row in self.read(engagements)}
        meeting = [row for row in self.read(sessions) if row["state"] != "cancelled"]
        promised = {
            (row["id"], row[who], row["starts_at"])
            for row in [*meeting, *self.read(holds)]
            for who in ("coach_id", "member_id")
        }
        assert {each for each in promised if each[0] in {row["id"] for row in meeting}} <= engaged <= promised

    def keep(self, where, answer):
        assert answer.status_code in EXPECTED, answer.json
        if answer.status_code == 201:
            where.append(answer.json)

    def read(self, table):
        with every_row(self.centre.room.desk.engine) as connection:
            return connection.execute(sa.select(table)).mappings().all()

    def wipe(self):
        with every_row(self.centre.room.desk.engine) as connection:
            for table in (engagements, sessions, holds):
                connection.execute(table.delete())
        self.centre.room.clock.at = TUESDAY - timedelta(days=1)


@pytest.fixture
def centre(open_centre):
    return open_centre


def test_in_any_order_nobody_is_in_two_places(centre):
    machine = type("TheirWeek", (Week,), {"centre": centre})
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    how = settings(suppress_health_check=slow)
    run_state_machine_as_test(machine, settings=how)
