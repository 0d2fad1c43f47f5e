from datetime import UTC, datetime
from functools import lru_cache

from shared.kernel.times import rfc3339

MOST_REMEMBERED = 16_384


def seconds(instant: datetime) -> int:
    """Whole seconds since 1970; a fraction is dropped."""
    return int(instant.timestamp())


def seconds_up(instant: datetime) -> int:
    """Whole seconds since 1970, not before the instant."""
    return seconds(instant) + bool(instant.microsecond)


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@lru_cache(maxsize=MOST_REMEMBERED)
def written(seconds: int) -> str:
    """As answers write it. People meet at the same few times: each is written once."""
    return rfc3339(instant(seconds))
