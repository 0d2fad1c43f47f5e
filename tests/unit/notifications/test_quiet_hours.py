from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.quiet_hours import DEFAULT, QuietHours, quiet_hours
from shared.kernel.errors import Invalid
from tests.unit.notifications.people import NEW_YORK, utc

ZONE = ZoneInfo(NEW_YORK)


@pytest.mark.parametrize(("at", "quiet"), [((19, 59), False), ((20, 0), True), ((8, 59), True), ((9, 0), False)])
def test_usually_it_is_quiet_from_eight_in_the_evening_to_nine(at, quiet):
    assert DEFAULT.covers(utc(2026, 11, 23, *at) + timedelta(hours=5), ZONE) is quiet


@pytest.mark.parametrize(("start", "end"), [(time(9), time(9)), (time(0), time(0)), (time(9), time(8, 30))])
def test_a_quiet_period_of_all_day_is_refused(start, end):
    with pytest.raises(Invalid) as refused:
        quiet_hours(start, end)
    assert list(refused.value.errors) == ["quiet_hours"]


minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))


@given(minutes, st.integers(1, 23 * 60), st.integers(0, 365 * 24 * 60))
def test_moving_out_of_quiet_hours_always_arrives_outside_and_in_the_right_direction(start, length, minute):
    end = (utc(2026, 1, 1, start.hour, start.minute) + timedelta(minutes=length)).time()
    quiet, at = QuietHours(start, end), utc(2026, 1, 1) + timedelta(minutes=minute)
    earlier, later = quiet.last_moment_before(at, ZONE), quiet.first_moment_after(at, ZONE)
    assert not quiet.covers(earlier, ZONE) and not quiet.covers(later, ZONE)
    assert earlier <= at <= later
