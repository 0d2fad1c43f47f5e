"""A bucket that fills by the minute, and a count a day: carriers slow down or cut off whoever is faster."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

A_MINUTE = 60.0


@dataclass(frozen=True)
class Limits:
    """None: as many as there are."""

    per_minute: int | None = None
    per_day: int | None = None

    @property
    def are_none(self) -> bool:
        return self.per_minute is None and self.per_day is None


@dataclass(frozen=True)
class Pace:
    """What is `left` in the bucket as of `at`, and how many were `used` on that day."""

    left: float
    at: datetime
    day: date
    used: int

    @classmethod
    def fresh(cls, limits: Limits, real: datetime) -> Self:
        return cls(float(limits.per_minute or 0), real, real.date(), 0)

    def take(self, limits: Limits, *, wanted: int, real: datetime) -> tuple["Pace", int]:
        """A clock that went back gives nothing and takes nothing."""
        left, used = self._filled(limits, real), self.used if self.day >= real.date() else 0
        granted = wanted
        if limits.per_minute is not None:
            granted = min(granted, int(left))
        if limits.per_day is not None:
            granted = min(granted, max(limits.per_day - used, 0))
        return Pace(left - granted, max(self.at, real), max(self.day, real.date()), used + granted), granted

    def _filled(self, limits: Limits, real: datetime) -> float:
        full = float(limits.per_minute or 0)
        passed = max((real - self.at).total_seconds(), 0.0)
        return min(self.left + passed * full / A_MINUTE, full)
