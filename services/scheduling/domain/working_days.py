"""When somebody is there to do it: Monday to Friday, nine to five, on the clock of the person's own place."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
SATURDAY = 5


def end_of_working_day(now: datetime, zone: str, *, days: int = 1) -> datetime:
    """The end of the first working day after today, or of a later one."""
    return at_working_day(now, zone, days=days, hour=CLOSES)


def at_working_day(now: datetime, zone: str, *, days: int, hour: time) -> datetime:
    day = now.astimezone(ZoneInfo(zone)).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def next_opening(now: datetime, zone: str) -> datetime:
    """Now, while somebody is there; otherwise when they are there again."""
    here = now.astimezone(ZoneInfo(zone))
    works_today = here.weekday() < SATURDAY
    if works_today and OPENS <= here.time() < CLOSES:
        return now
    return at_working_day(now, zone, days=0 if works_today and here.time() < OPENS else 1, hour=OPENS)
