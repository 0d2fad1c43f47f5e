"""Days and wall-clock times as browsers send them, read in somebody's zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

YEARS = range(1970, 2200)
"""Those that every service takes."""


def midnight(day: str, zone: str) -> datetime | None:
    """When that day begins there. None when it is no day."""
    return wall_time(day, "00:00", zone)


def wall_time(day: str, clock: str, zone: str) -> datetime | None:
    """None as well for a year from which nothing can be counted on."""
    try:
        local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))
        return local.astimezone(UTC) if is_near(local) else None
    except ValueError:
        return None


def is_near(at: datetime) -> bool:
    return at.year in YEARS
