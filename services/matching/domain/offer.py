from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.matching.domain.openings import Openings
from services.matching.domain.transitions import moved
from shared.kernel.errors import Conflict

MOVES = {
    ("open", "accept"): "accepted",
    ("open", "decline"): "declined",
    ("open", "expire"): "expired",
    ("open", "withdraw"): "withdrawn",
}
WORDS = "This offer is no longer open."

# Working hours, and the ceiling on the wall: an offer must not outlive the promise of a first session in 48 hours.
PATIENCE = {
    "urgent": (2, timedelta(hours=4)),
    "soon": (8, timedelta(hours=24)),
    "routine": (24, timedelta(hours=36)),
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One coach, asked. It tells of nobody: who it is about is known to the referral alone."""

    id: str
    referral_id: str
    coach_id: str
    position: int
    made_at: datetime
    expires_at: datetime
    proposed_starts_at: datetime | None = None
    state: str = "open"
    reason: str | None = None
    accepted_by: str | None = None
    how: str | None = None
    version: int = 1

    def accept(self, *, now: datetime, accepted_by: str, how: str | None) -> "Offer":
        if self.expires_at <= now:
            raise Conflict(WORDS)
        return replace(self._move("accept"), accepted_by=accepted_by, how=how)

    def decline(self, *, reason: str | None) -> "Offer":
        return replace(self._move("decline"), reason=reason)

    def expire(self) -> "Offer":
        return self._move("expire")

    def withdraw(self, *, reason: str) -> "Offer":
        return replace(self._move("withdraw"), reason=reason)

    def _move(self, deed: str) -> "Offer":
        return replace(self, state=moved(MOVES, self.state, deed, WORDS), version=self.version + 1)


def expires_at(urgency: str, *, made_at: datetime, openings: Openings | None) -> datetime:
    """By urgency, in the hours in which this coach can be booked; the ceiling when we do not know them."""
    hours, ceiling = PATIENCE[urgency]
    worked = openings.after_hours(made_at, hours) if openings else None
    return min(made_at + ceiling, worked or made_at + ceiling)
