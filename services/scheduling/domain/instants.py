from datetime import UTC, datetime


def seconds(instant: datetime) -> int:
    """Whole seconds since 1970; a fraction is dropped."""
    return int(instant.timestamp())


def seconds_up(instant: datetime) -> int:
    """Whole seconds since 1970, not before the instant."""
    return seconds(instant) + bool(instant.microsecond)


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
