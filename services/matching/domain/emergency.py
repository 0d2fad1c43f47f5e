"""Somebody looks at a record that is not theirs to see, because it cannot wait: why, for how long, who was told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

REASONS = ("safety", "medical", "must_reach", "standing_in", "other")
OPEN_FOR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Emergency:
    """`why` is in the looker's own words, sealed with the key of the person it is about."""

    id: str
    person_id: str
    coach_id: str
    reason: str
    opened_at: datetime
    expires_at: datetime
    why: str | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    version: int = 1

    @property
    def state(self) -> str:
        return "reviewed" if self.reviewed_at else "opened"

    def review(self, by: str, now: datetime) -> Self:
        """A supervisor has read why. What was open stays open until its hour is over."""
        return replace(self, reviewed_at=now, reviewed_by=by, version=self.version + 1)


def until(now: datetime) -> datetime:
    """How long it stays open."""
    return now + OPEN_FOR
