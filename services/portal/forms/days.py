"""Days and wall-clock times as browsers send them, read in somebody's zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def midnight(day: str, zone: str) -> datetime | None:
    """When that day begins there. None when it is no day."""
    return wall_time(day, "00:00", zone)


def wall_time(day: str, clock: str, zone: str) -> datetime | None:
    try:
        local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))
    except ValueError:
        return None
    return local.astimezone(UTC)
