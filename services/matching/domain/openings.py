from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta

QUARTER = timedelta(minutes=15)
LENGTH = 4  # quarter hours of the session that each start stands for


@dataclass(frozen=True)
class Openings:
    """Bookable starts as scheduling last told them: bit n = a session may start n quarter hours after `from_`."""

    from_: datetime
    starts: int
    min_notice: timedelta

    @classmethod
    def read(cls, *, from_: datetime, starts: str, min_notice_minutes: int) -> "Openings":
        bits = int.from_bytes(b64decode(starts), "little")
        return cls(from_, bits, timedelta(minutes=min_notice_minutes))

    def first(self, *, now: datetime, ready_from: datetime | None = None) -> datetime | None:
        """The first start a person could still book: with notice, and not before they are ready."""
        earliest = max(now + self.min_notice, ready_from or now)
        return self._nth(self.starts, earliest, 1)

    def after_hours(self, began: datetime, hours: float) -> datetime | None:
        """When that many hours at work will have gone by; None when we do not see that far.

        At work is whoever could be in a session: starts on the hour fill the day as those each quarter hour do.
        """
        at_work = self.starts
        for quarter in range(1, LENGTH):
            at_work |= self.starts << quarter
        last = self._nth(at_work, began, round(hours * 4))
        return last and last + QUARTER

    def _nth(self, bits: int, after: datetime, count: int) -> datetime | None:
        skipped = max(0, -((self.from_ - after) // QUARTER))
        left = bits >> skipped
        for _ in range(count - 1):
            left &= left - 1
        if not left:
            return None
        place = (left & -left).bit_length() - 1
        return self.from_ + (skipped + place) * QUARTER
