from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from services.notifications.domain.planning import notice_of, plans_for, put_off_for_quiet, reminders
from services.notifications.domain.quiet_hours import QuietHours
from services.notifications.domain.wall_clock import wall_time
from tests.unit.notifications.people import COACH, NEW_YORK, a_member, a_session, utc

MONDAY = utc(2026, 11, 23, 14)
ZONES = sorted(available_timezones() - {"localtime"})
WEDNESDAY_AT_ELEVEN = utc(2026, 11, 25, 16)


def names(plans):
    return [plan.name for plan in plans]


def test_a_first_session_is_confirmed_and_recalled_a_day_and_two_hours_before():
    plans = plans_for(a_session(WEDNESDAY_AT_ELEVEN, first=True), a_member(), now=MONDAY)
    assert names(plans) == ["confirmation", "reminder-1440", "reminder-120"]
    assert [plan.due_at for plan in plans] == [MONDAY, utc(2026, 11, 24, 16), utc(2026, 11, 25, 14)]


def test_a_later_session_is_recalled_once():
    assert names(plans_for(a_session(WEDNESDAY_AT_ELEVEN), a_member(), now=MONDAY)) == ["confirmation", "reminder-1440"]


def test_a_coach_gets_the_invitation_and_no_reminder():
    plans = plans_for(a_session(WEDNESDAY_AT_ELEVEN, first=True), a_member(id=COACH), now=MONDAY)
    assert [(plan.name, plan.audience) for plan in plans] == [("confirmation", "coach")]


def test_who_asked_for_no_reminders_gets_none_and_who_asked_for_three_gets_three():
    session = a_session(WEDNESDAY_AT_ELEVEN, first=True)
    assert reminders(session, a_member(reminders=())) == []
    assert names(reminders(session, a_member(reminders=(60, 2880, 1440)))) == [
        "reminder-2880",
        "reminder-1440",
        "reminder-60",
    ]


def test_a_moved_session_is_told_anew():
    moved, told = a_session(WEDNESDAY_AT_ELEVEN, sequence=1), {"kind": "confirmation", "sequence": 0}
    heard, unheard = told | {"state": "handed_over"}, told | {"state": "dropped"}
    assert notice_of(moved, [heard], change="update") == "update"
    assert notice_of(moved, [heard], change="elsewhere") == "elsewhere"
    assert notice_of(moved, [unheard], change="elsewhere") == notice_of(moved, [], change="update") == "confirmation"
    said = heard | {"kind": "elsewhere", "sequence": 1}
    assert notice_of(moved, [heard, said], change="update") == "elsewhere"


def test_of_a_cancelled_session_only_the_end_is_told():
    plans = plans_for(a_session(WEDNESDAY_AT_ELEVEN, state="cancelled"), a_member(), now=MONDAY)
    assert names(plans) == ["cancellation"]


def test_that_a_member_died_no_message_tells_a_coach():
    session = a_session(WEDNESDAY_AT_ELEVEN, state="cancelled", reason="died")
    assert plans_for(session, a_member(id=COACH), now=MONDAY) == []


@pytest.mark.parametrize("state", ["died", "erased"])
def test_nothing_is_planned_for_who_is_no_longer_there(state):
    assert plans_for(a_session(WEDNESDAY_AT_ELEVEN), a_member(state=state), now=MONDAY) == []


def test_nothing_is_said_of_a_session_that_is_over():
    assert plans_for(a_session(MONDAY - timedelta(days=1)), a_member(), now=MONDAY) == []


def test_a_reminder_in_quiet_hours_comes_the_evening_before():
    early = a_session(utc(2026, 11, 25, 14, 30), first=True)  # 9:30 in New York
    day, hours = reminders(early, a_member())
    assert (day.due_at, hours.due_at) == (utc(2026, 11, 24, 14, 30), utc(2026, 11, 25, 0, 59))


def test_two_reminders_that_fall_together_become_the_later_one():
    at_seven = a_session(utc(2026, 11, 25, 12))
    plans = reminders(at_seven, a_member(reminders=(120, 60)))
    assert names(plans) == ["reminder-60"]


def test_a_reminder_is_useless_when_a_quarter_of_its_lead_is_left():
    day, hours = reminders(a_session(WEDNESDAY_AT_ELEVEN, first=True), a_member())
    assert WEDNESDAY_AT_ELEVEN - day.useless_after == timedelta(hours=6)
    assert WEDNESDAY_AT_ELEVEN - hours.useless_after == timedelta(minutes=30)


def test_the_session_s_own_zone_serves_until_we_hear_of_the_person_s():
    plan = reminders(a_session(WEDNESDAY_AT_ELEVEN), a_member(time_zone=None))[0]
    assert plan.due_at == utc(2026, 11, 24, 16)


def test_what_can_wait_waits_for_the_morning_unless_that_is_too_late():
    evening, morning = utc(2026, 11, 24, 3), utc(2026, 11, 24, 14)
    assert put_off_for_quiet(evening, utc(2026, 11, 25), a_member()) == morning
    assert put_off_for_quiet(evening, morning, a_member()) == evening


def test_in_every_zone_a_day_before_is_the_same_time_on_the_wall():
    for name, change in every_change():
        zone, reader = ZoneInfo(name), a_member(time_zone=name, quiet_hours=None)
        for hours in range(-2, 30, 3):
            starts_at = change + timedelta(hours=hours, minutes=30)
            due_at = reminders(a_session(starts_at), reader)[0].due_at
            assert due_at < starts_at
            meant = wall_time(starts_at, zone) - timedelta(days=1)
            assert wall_time(due_at, zone) == meant or was_never_shown(meant, zone), name


@pytest.mark.parametrize("name", ["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago"])
def test_in_quiet_hours_no_reminder_is_due_on_the_days_the_clocks_change(name):
    zone, reader = ZoneInfo(name), a_member(time_zone=name)
    for change in changes(zone):
        for hours in range(-30, 54):
            starts_at = change + timedelta(hours=hours)
            for plan in reminders(a_session(starts_at, first=True), reader):
                assert time(9) <= wall_time(plan.due_at, zone).time() < time(20)
                assert plan.due_at < starts_at


def test_an_hour_open_that_a_spring_night_skips_is_looked_for_the_day_before():
    only_two_to_three = QuietHours(time(3), time(2))
    at = only_two_to_three.last_moment_before(utc(2026, 3, 8, 17), ZoneInfo(NEW_YORK))
    assert at == datetime(2026, 3, 7, 2, 59, tzinfo=ZoneInfo(NEW_YORK)).astimezone(UTC)


def every_change():
    return [(name, change) for name in ZONES for change in changes(ZoneInfo(name))]


def changes(zone):
    """The instants in 2026 at which a zone's clocks change, to the hour."""
    days = [utc(2026, 1, 1) + timedelta(days=day) for day in range(366)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    changed = [day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after]
    return [next(hour for hour in hours_after(day) if differs(hour, day, zone)) for day in changed]


def hours_after(day):
    return [day + timedelta(hours=hour) for hour in range(1, 25)]


def differs(one, other, zone):
    return one.astimezone(zone).utcoffset() != other.astimezone(zone).utcoffset()


def was_never_shown(wall, zone):
    return wall_time(wall.replace(tzinfo=zone).astimezone(UTC), zone) != wall
