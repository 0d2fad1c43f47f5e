"""When a funder's questions are due: the dates of F7, and nothing of what is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from services.scheduling.domain.funder_questions import Support, due_for

BEGAN = datetime(2026, 1, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def dues(ended_after=None):
    support = Support("ada", BEGAN, None if ended_after is None else BEGAN + ended_after * DAY)
    return {due.kind: ((due.opens_at - BEGAN).days, (due.due_at - BEGAN).days) for due in due_for(support)}


@pytest.mark.parametrize(
    ("ended_after", "expected"),
    [
        (None, {"baseline": (0, 30), "six_months": (150, 210)}),
        (-40, {"baseline": (0, 30), "six_months": (150, 210)}),
        (100, {"baseline": (0, 30), "closeout": (100, 130)}),
        (150, {"baseline": (0, 30), "closeout": (150, 180)}),
        (151, {"baseline": (0, 30), "six_months": (150, 210), "closeout": (151, 181)}),
    ],
)
def test_a_month_to_begin_with_half_a_year_and_a_month_at_the_end(ended_after, expected):
    assert dues(ended_after) == expected


def test_a_date_shows_two_weeks_before_its_time_and_two_months_after():
    half = next(due for due in due_for(Support("ada", BEGAN)) if due.kind == "six_months")
    shown = [day for day in range(400) if half.is_shown(BEGAN + day * DAY)]
    assert (shown[0], shown[-1]) == (136, 269)
