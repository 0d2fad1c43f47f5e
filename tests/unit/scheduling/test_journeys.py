from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.hours import Hours, Rules, Window, read_hours
from services.scheduling.domain.journeys import Stay
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.domain.wallclock import DAY
from shared.kernel.errors import Invalid

SIX = [
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Phoenix",
    "Asia/Kolkata",
    "Africa/Casablanca",
]
A_DAY = st.integers(0, 3 * 365).map(lambda days: int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) + days * DAY)
TEN = {day: [Window(10 * 3600, 11 * 3600)] for day in range(7)}


def local(zone, opening):
    return datetime.fromtimestamp(opening.start, ZoneInfo(zone))


@given(st.sampled_from(SIX), A_DAY)
def test_a_weekly_ten_o_clock_stays_ten_o_clock_in_six_zones_all_year(zone, now):
    weekly = Hours(zone, weekly={1: TEN[1]}, rules=Rules(min_notice_minutes=0))
    found = list(openings(Diary(weekly), minutes=60, now=now, first=now, last=now + 60 * DAY))
    assert len(found) in (8, 9)
    assert {(local(zone, each).hour, local(zone, each).isoweekday()) for each in found} == {(10, 2)}


@given(st.sampled_from(SIX), st.sampled_from(SIX), A_DAY, st.integers(1, 5))
def test_ten_o_clock_is_ten_where_the_coach_is(home, away, now, length):
    today = now // DAY
    there = Stay(today + 3, today + 3 + length, away)
    hours = Hours(home, weekly=TEN, travel=[there], rules=Rules(min_notice_minutes=0))
    found = list(openings(Diary(hours), minutes=60, now=now, first=now, last=now + 12 * DAY))
    for opening in found:
        zone = hours.zone_at(opening.start)
        assert local(zone, opening).hour == 10
        days = datetime(*local(zone, opening).timetuple()[:3], tzinfo=UTC).timestamp() // DAY
        assert (zone == away) == (there.first_day <= days < there.last_day) or home == away
    middle = found[len(found) // 2]
    assert list(openings(Diary(hours), minutes=60, now=now, first=middle.start, last=middle.end)) == [middle]


@pytest.mark.parametrize(
    ("travel", "field"),
    [
        ([("2026-12-08", "2026-12-08")], "travel.0.to"),
        ([("2026-12-01", "2026-12-08"), ("2026-12-07", "2026-12-09")], "travel.1.from"),
        ([("soon", "2026-12-08")], "travel.0.from"),
    ],
)
def test_a_journey_that_cannot_be_meant_is_named(travel, field):
    stays = [{"from": first, "to": last, "time_zone": "Asia/Kolkata"} for first, last in travel]
    with pytest.raises(Invalid) as said:
        read_hours({"time_zone": "UTC", "travel": stays})
    assert set(said.value.errors) == {field}
