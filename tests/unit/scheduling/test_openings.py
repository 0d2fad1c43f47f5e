from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from services.scheduling.domain.hours import Hours, Rules, Window
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.domain.wallclock import DAY
from tests.unit.scheduling.worlds import ZONES, diaries, moments

HOUR = 3600
NINE_TO_FIVE = {day: [Window(9 * HOUR, 17 * HOUR)] for day in range(7)}
MONDAY = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())


@given(st.data())
def test_every_opening_keeps_every_promise_minute_by_minute(data):
    now = data.draw(moments())
    diary = data.draw(diaries(now))
    rules, minutes = diary.hours.rules, diary.hours.rules.minutes
    for opening in openings(diary, minutes=minutes, now=now, first=now, last=now + 4 * DAY):
        assert now + rules.min_notice_minutes * 60 <= opening.start <= now + rules.horizon_days * DAY
        for minute in range(opening.start, opening.end, 300):
            assert is_open(diary.hours, minute)
        assert not any(start < opening.end and opening.start < end for start, end in diary.elsewhere)
        begin = opening.start - rules.buffer_before_minutes * 60
        end = opening.end + rules.buffer_after_minutes * 60
        assert not any(busy < end and begin < until for busy, until in diary.busy)


@given(st.data())
def test_whether_a_time_is_offered_does_not_depend_on_how_one_asks(data):
    now = data.draw(moments())
    diary = data.draw(diaries(now))
    minutes = data.draw(st.sampled_from([15, 30, 45, 60]))
    month = list(openings(diary, minutes=minutes, now=now, first=now - DAY, last=now + 6 * DAY))
    assume(month)
    cut = now + data.draw(st.integers(0, 5 * 96)) * 900 + data.draw(st.integers(0, 900))
    later = list(openings(diary, minutes=minutes, now=now, first=cut, last=now + 6 * DAY))
    assert later == [opening for opening in month if opening.start >= cut]
    one = data.draw(st.sampled_from(month))
    assert list(openings(diary, minutes=minutes, now=now, first=one.start, last=one.end)) == [one]


@given(st.sampled_from(ZONES), moments())
def test_a_weekly_ten_o_clock_stays_ten_o_clock(zone, now):
    hours = Hours(zone, weekly={day: [Window(10 * HOUR, 11 * HOUR)] for day in range(7)}, rules=Rules(minutes=60))
    for opening in openings(Diary(hours), minutes=60, now=now, first=now, last=now + 9 * DAY):
        local = datetime.fromtimestamp(opening.start, ZoneInfo(zone))
        assert (local.hour, local.minute) == (10, 0)


def test_hours_that_never_end_keep_their_grid():
    always = Hours("UTC", weekly={day: [Window(0, DAY)] for day in range(7)}, rules=rules(step_minutes=45))
    early = starts(Diary(always), first=MONDAY, last=MONDAY + DAY)
    late = starts(Diary(always), first=MONDAY + 5 * HOUR + 60, last=MONDAY + DAY)
    assert late == [start for start in early if start >= MONDAY + 5 * HOUR + 60]


def test_a_day_that_holds_enough_offers_no_more():
    kind = Hours("Australia/Sydney", weekly=NINE_TO_FIVE, rules=rules(max_per_day=1))
    sydney_morning = MONDAY - 2 * HOUR  # 22:00 UTC on Sunday is 09:00 on Monday in Sydney
    found = starts(Diary(kind, meetings=[sydney_morning]), first=sydney_morning, last=MONDAY + DAY)
    assert found and min(found) == sydney_morning + DAY


def test_a_week_that_holds_enough_waits_for_monday():
    kind = Hours("UTC", weekly=NINE_TO_FIVE, rules=rules(max_per_week=2))
    met = [MONDAY + 9 * HOUR, MONDAY + DAY + 9 * HOUR]
    found = starts(Diary(kind, meetings=met), first=MONDAY, last=MONDAY + 9 * DAY)
    assert min(found) == MONDAY + 7 * DAY + 9 * HOUR


def test_a_session_by_telephone_fits_where_the_telephone_is():
    split = [Window(9 * HOUR, 10 * HOUR, ("phone",)), Window(10 * HOUR, 11 * HOUR, ("in_person",))]
    hours = Hours("UTC", weekly={0: split}, rules=rules(step_minutes=30))
    found = openings(Diary(hours), minutes=60, now=MONDAY, first=MONDAY, last=MONDAY + DAY)
    told = [(opening.start - MONDAY, opening.modalities) for opening in found]
    assert told == [(9 * HOUR, ("phone",)), (10 * HOUR, ("in_person",))]


def test_one_who_asks_for_the_first_gets_it_without_the_rest():
    hours = Hours("UTC", weekly=NINE_TO_FIVE, rules=rules())
    first = next(openings(Diary(hours), minutes=60, now=MONDAY, first=MONDAY, last=MONDAY + 50 * DAY))
    assert first.start == MONDAY + 9 * HOUR


def rules(**given):
    return Rules(**{"min_notice_minutes": 0, **given})


def starts(diary, first, last):
    return [opening.start for opening in openings(diary, minutes=60, now=MONDAY - DAY, first=first, last=last)]


def is_open(hours, instant):
    """The slow and plain way: what does the wall show, and is that inside a window of this day or the last?"""
    local = datetime.fromtimestamp(instant, ZoneInfo(hours.time_zone))
    if local.fold:
        return True  # the hour that comes twice belongs to a window that lies around it
    wall = int(local.replace(tzinfo=UTC).timestamp())
    if any(start <= wall < end for start, end in hours.time_off):
        return False
    day, second = divmod(wall, DAY)
    return any(
        window.start <= second + back * DAY < window.end for back in (0, 1) for window in hours.of_day(day - back)
    )
