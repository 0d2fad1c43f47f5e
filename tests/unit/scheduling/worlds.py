"""Random coaches: hours, days off, busy times and rules, across the weeks when clocks change."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from services.scheduling.domain.hours import MODALITIES, Hours, Rules, Window
from services.scheduling.domain.openings import Diary
from services.scheduling.domain.wallclock import DAY

ZONES = [
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Phoenix",
    "Asia/Kolkata",
    "Africa/Casablanca",
]
CHANGES = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2026-02-15"]
QUARTER = 900


@st.composite
def windows(draw):
    start = draw(st.integers(0, 95)) * QUARTER
    modalities = draw(st.sampled_from([MODALITIES, MODALITIES, ("phone",), ("phone", "in_person")]))
    return Window(start, start + draw(st.integers(1, 96)) * QUARTER, modalities)


@st.composite
def rules(draw):
    buffers = st.sampled_from([0, 0, 5, 15])
    return Rules(
        minutes=draw(st.sampled_from([15, 30, 45, 60, 90])),
        step_minutes=draw(st.sampled_from([15, 20, 30, 45, 60])),
        align=draw(st.sampled_from(["clock-grid", "window-start"])),
        buffer_before_minutes=draw(buffers),
        buffer_after_minutes=draw(buffers),
        min_notice_minutes=draw(st.sampled_from([0, 60, 24 * 60])),
        horizon_days=draw(st.sampled_from([2, 5, 28])),
        max_per_day=draw(st.sampled_from([None, 1, 3])),
        max_per_week=draw(st.sampled_from([None, 2])),
    )


@st.composite
def moments(draw):
    noon = datetime.fromisoformat(f"{draw(st.sampled_from(CHANGES))}T12:00:00").replace(tzinfo=UTC)
    return int(noon.timestamp()) + draw(st.integers(-2 * 96, 96)) * QUARTER + draw(st.integers(0, 900))


@st.composite
def diaries(draw, now):
    few = st.lists(windows(), max_size=2)
    today = now // DAY
    days_off = draw(st.dictionaries(st.integers(today, today + 6), few, max_size=2))
    away = draw(st.lists(st.integers(0, 6 * 96), min_size=0, max_size=1))
    hours = Hours(
        draw(st.sampled_from(ZONES)),
        weekly=draw(st.dictionaries(st.integers(0, 6), few, min_size=3)),
        exceptions=days_off,
        time_off=[(today * DAY + at * QUARTER, today * DAY + at * QUARTER + DAY) for at in away],
        rules=draw(rules()),
    )
    busy = draw(st.lists(stretches(now), max_size=5))
    return Diary(hours, busy, meetings=[start for start, _ in busy], elsewhere=draw(st.lists(stretches(now))))


@st.composite
def stretches(draw, now):
    start = now + draw(st.integers(-96, 5 * 96)) * QUARTER + draw(st.sampled_from([0, 0, 0, 420]))
    return start, start + draw(st.integers(1, 12)) * QUARTER
