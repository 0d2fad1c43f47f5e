from base64 import b64decode
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.bitmap import QUARTER, bookable_starts
from services.scheduling.domain.hours import Hours, Rules, Window
from services.scheduling.domain.openings import Diary, openings
from services.scheduling.domain.wallclock import DAY
from tests.unit.scheduling.worlds import diaries, moments

MONDAY = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())


def heard(begin, starts):
    bits = b64decode(starts)
    return [begin + n * QUARTER for n in range(8 * len(bits)) if bits[n >> 3] >> (n & 7) & 1]


def test_four_weeks_of_quarters_begin_at_this_one():
    begin, starts = bookable_starts(Diary(Hours("UTC")), now=MONDAY + 16 * 60)
    assert (begin, len(b64decode(starts))) == (MONDAY + QUARTER, 28 * 96 // 8)


def test_a_start_between_two_quarters_is_told_as_the_next():
    hours = Hours("UTC", weekly={0: [Window(36000, 39600)]}, rules=Rules(minutes=20, step_minutes=20))
    told = heard(*bookable_starts(Diary(hours), now=MONDAY))
    assert [(at - MONDAY) // 60 for at in told[:3]] == [600, 630, 645]


@given(st.data())
def test_the_bitmap_says_what_the_openings_say(data):
    now = data.draw(moments())
    diary = data.draw(diaries(now))
    notice, minutes = diary.hours.rules.min_notice_minutes * 60, diary.hours.rules.minutes
    told = heard(*bookable_starts(diary, now=now))
    offered = openings(diary, minutes=minutes, now=now, first=now, last=now + 27 * DAY)
    assert {-(-opening.start // QUARTER) * QUARTER for opening in offered} >= {
        start for start in told if now + notice + QUARTER <= start <= now + 27 * DAY - minutes * 60
    }
