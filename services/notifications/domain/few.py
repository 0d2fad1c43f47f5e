"""Messages are few: of what nobody asked for, one a day and four a week, over all kinds together."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from services.notifications.domain.wall_clock import instant_at, wall_time

UNREQUESTED = frozenset({"reminder", "door_open", "coach_leaves", "milestone"})
"""What answers somebody, and what they asked for (a coach, a free time), is not counted."""
A_WEEK = timedelta(days=7)


def is_too_much(said_at: Sequence[datetime], now: datetime, zone: tzinfo, *, a_day: int, a_week: int) -> bool:
    """`said_at`: when each of the last week was said. A day is a day on the reader's wall."""
    this_week = [at for at in said_at if at > now - A_WEEK]
    today = [at for at in this_week if wall_time(at, zone).date() == wall_time(now, zone).date()]
    return len(today) >= a_day or len(this_week) >= a_week


def tomorrow(now: datetime, zone: tzinfo) -> datetime:
    """The next day on the reader's wall, when it begins."""
    shown = wall_time(now, zone) + timedelta(days=1)
    return instant_at(shown.replace(hour=0, minute=0, second=0, microsecond=0), zone)
