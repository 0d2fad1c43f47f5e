"""Instants and wall-clock times in a zone. A day is a day on the wall, never 24 hours."""

from datetime import UTC, datetime, timedelta, tzinfo


def instant_at(local: datetime, zone: tzinfo) -> datetime:
    """The instant a wall shows this. Shown twice: the first. Never shown (clocks go forward): as if they had not."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def wall_time(instant: datetime, zone: tzinfo) -> datetime:
    """What the wall shows, as a naive time: adding to it is wall-clock arithmetic."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def days_before(instant: datetime, days: int, zone: tzinfo) -> datetime:
    """The same local time, so many days earlier; earlier than the instant even where a day was skipped."""
    meant = instant_at(wall_time(instant, zone) - timedelta(days=days), zone)
    return meant if meant < instant else instant - timedelta(days=days)
