from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.recurrence import DAYS, expand, read_rule
from shared.kernel.errors import Invalid

MONDAY = datetime.fromisoformat("2026-01-05T10:00")
DAY_LISTS = st.lists(st.sampled_from(DAYS), unique=True, max_size=3).map(",".join)
MONTH_DAYS = st.sampled_from(["1", "13", "31", "-1", "2,15", "30,-3"])
NTH = st.lists(st.sampled_from(["1MO", "2WE", "-1FR"]), unique=True, min_size=1, max_size=2).map(",".join)


@st.composite
def rules(draw):
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 3))}", f"COUNT={draw(st.integers(1, 10))}"]
    if freq in ("MONTHLY", "YEARLY"):
        parts += [f"BYDAY={draw(NTH)}"] if draw(st.booleans()) else [f"BYMONTHDAY={draw(MONTH_DAYS)}"]
        parts += [f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,2']))}"] * draw(st.booleans())
    elif days := draw(DAY_LISTS):
        parts += [f"BYDAY={days}"]
    parts += [f"BYMONTH={draw(st.sampled_from(['1,2,3,6', '7,11']))}"] * draw(st.booleans())
    return ";".join([*parts, f"WKST={draw(st.sampled_from(DAYS))}"])


@given(rules(), st.integers(0, 500))
def test_a_rule_means_what_others_take_it_to_mean(text, days):
    start = MONDAY + timedelta(days=days)
    found, skipped = expand(read_rule(text), start=start, zone="UTC")
    theirs = [wall for wall in rrulestr(text, dtstart=start) if wall < start + timedelta(days=7000)]
    ours = [instant.replace(tzinfo=None) for instant in found]
    assert [wall for wall in ours if wall < start + timedelta(days=7000)] == theirs
    assert skipped == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYMONTHDAY=13", ["2026-02-13", "2026-03-13", "2026-11-13"]),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-01-30", "2026-02-27"]),
        ("FREQ=DAILY;COUNT=3;BYMONTHDAY=6,8", ["2026-01-06", "2026-01-08", "2026-02-06"]),
        ("FREQ=YEARLY;COUNT=2", ["2026-01-05", "2027-01-05"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260107;", ["2026-01-05", "2026-01-06", "2026-01-07"]),
        ("FREQ=DAILY;UNTIL=20260107T100000Z", ["2026-01-05", "2026-01-06", "2026-01-07"]),
        ("FREQ=DAILY;UNTIL=20260107T095959", ["2026-01-05", "2026-01-06"]),
        ("FREQ=DAILY;UNTIL=20260106;BYHOUR=10;BYMINUTE=0;BYSECOND=00", ["2026-01-05", "2026-01-06"]),
        ("FREQ=DAILY;UNTIL=20260105T100000", ["2026-01-05"]),
        ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=30;BYMONTH=2", []),
        ("FREQ=YEARLY;COUNT=2;INTERVAL=1000", ["2026-01-05"]),
        ("FREQ=WEEKLY;INTERVAL=999;UNTIL=99991231T235959Z", ["2026-01-05", "2045-02-27"]),
    ],
)
def test_a_rule_that_asks_for_much_or_for_what_never_comes_has_an_end(text, days):
    found, _ = expand(read_rule(text), start=MONDAY, zone="UTC")
    assert [instant.strftime("%Y-%m-%d") for instant in found] == days


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=105",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=2;INTERVAL=0",
        "FREQ=SECONDLY;COUNT=2",
        "FREQ=WEEKLY;COUNT=2;BYHOUR=3",
        "FREQ=WEEKLY;COUNT=2;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "FREQ=WEEKLY;COUNT=2;COUNT=3",
        "FREQ=WEEKLY;COUNT=2;BYDAY=1MO",
        "FREQ=WEEKLY;COUNT=2;BYMONTHDAY=3",
        "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=32",
        "FREQ=MONTHLY;COUNT=2;BYDAY=0MO",
        "FREQ=MONTHLY;COUNT=2;BYSETPOS=1",
        "FREQ=WEEKLY;COUNT=2;INTERVAL=99999999999",
        "FREQ=WEEKLY;UNTIL=20261231T235959+0100",
        "FREQ=WEEKLY;UNTIL=20260230",
        "FREQ=DAILY;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=20260104",
        "FREQ=DAILY;UNTIL=20260105T095959Z",
        "FREQ=WEEKLY;COUNT=2;BYHOUR=11",
        "FREQ=WEEKLY;COUNT=2;BYHOUR=10;BYMINUTE=0,30",
        "COUNT=2",
        "hello",
        "",
    ],
)
def test_a_rule_without_an_end_or_a_meaning_is_refused_in_words(text):
    with pytest.raises(Invalid) as said:
        expand(read_rule(text), start=MONDAY, zone="UTC")
    assert said.value.errors["rrule"]
