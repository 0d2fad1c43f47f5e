"""A coach's bookable starts over four weeks, small enough to travel in one event."""

from base64 import b64encode

from services.scheduling.domain.openings import Diary, offered
from services.scheduling.domain.wallclock import DAY

QUARTER = 15 * 60
DAYS = 28
QUARTERS = DAYS * DAY // QUARTER


def bookable_starts(diary: Diary, *, now: int) -> tuple[int, str]:
    """The quarter hour we are in, and a bitmap from there: bit n, least significant first, n quarters later.

    Notice is not taken off: it travels beside the bitmap, and whoever reads it later knows the time.
    A start between two quarters is told as the next one: nobody is promised more than there is.
    """
    rules = diary.hours.rules
    begin = now - now % QUARTER
    last = min(begin + (QUARTERS - 1) * QUARTER, now + rules.horizon_days * DAY)
    bits = bytearray(QUARTERS // 8)
    for opening in offered(diary, length=rules.minutes * 60, first=begin, last=last):
        quarter = -(-(opening.start - begin) // QUARTER)
        bits[quarter >> 3] |= 1 << (quarter & 7)
    return begin, b64encode(bytes(bits)).decode()
