from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta

QUARTER = timedelta(minutes=15)


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
        return self._nth(earliest, 1)

    def after_hours(self, began: datetime, hours: float) -> datetime | None:
        """When that many bookable hours will have gone by; None when we do not see that far."""
        last = self._nth(began, round(hours * 4))
        return last and last + QUARTER

    def _nth(self, after: datetime, count: int) -> datetime | None:
        skipped = max(0, -((self.from_ - after) // QUARTER))
        left = self.starts >> skipped
        for _ in range(count - 1):
            left &= left - 1
        if not left:
            return None
        place = (left & -left).bit_length() - 1
        return self.from_ + (skipped + place) * QUARTER
