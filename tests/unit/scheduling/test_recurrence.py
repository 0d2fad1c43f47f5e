from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.recurrence import DAYS, expand, read_rule
from shared.kernel.errors import Invalid

MONDAY = datetime.fromisoformat("2026-01-05T10:00")
DAY_LISTS = st.lists(st.sampled_from(DAYS), unique=True, max_size=3).map(",".join)
NTH = st.lists(st.sampled_from(["1MO", "2WE", "-1FR"]), unique=True, min_size=1, max_size=2).map(",".join)


@st.composite
def rules(draw):
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]))
    days = draw(NTH if freq == "MONTHLY" else DAY_LISTS)
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 3))}", f"COUNT={draw(st.integers(1, 20))}"]
    return ";".join(parts + [f"BYDAY={days}"] * bool(days) + [f"WKST={draw(st.sampled_from(DAYS))}"])


@given(rules(), st.integers(0, 500))
def test_a_rule_means_what_others_take_it_to_mean(text, days):
    start = MONDAY + timedelta(days=days)
    found, skipped = expand(read_rule(text), start=start, zone="UTC")
    assert [instant.replace(tzinfo=None) for instant in found] == list(rrulestr(text, dtstart=start))
    assert skipped == []


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
        "hello",
        "",
    ],
)
def test_a_rule_without_an_end_or_a_meaning_is_refused_in_words(text):
    with pytest.raises(Invalid) as said:
        expand(read_rule(text), start=MONDAY, zone="UTC")
    assert said.value.errors["rrule"]
