from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.matching.domain.openings import Openings
from services.matching.domain.refusals import refusal
from services.matching.domain.transitions import moved

MOVES = {
    ("open", "chase"): "open",
    ("open", "hurry"): "open",
    ("open", "accept"): "accepted",
    ("open", "decline"): "declined",
    ("open", "expire"): "expired",
    ("open", "withdraw"): "withdrawn",
}
CHASERS = (0.5, 0.75)

# Working hours, and the ceiling on the wall: an offer must not outlive the promise of a first session in 48 hours.
PATIENCE = {
    "urgent": (2, timedelta(hours=4)),
    "soon": (8, timedelta(hours=24)),
    "routine": (24, timedelta(hours=36)),
}
WITHIN_HOURS = {urgency: ceiling // timedelta(hours=1) for urgency, (_, ceiling) in PATIENCE.items()}
SHOWN_FIRST = 3
IN_TURN_HOURS = {urgency: SHOWN_FIRST * hours for urgency, hours in WITHIN_HOURS.items()}


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
    answered_by: str | None = None
    chased: int = 0
    chase_at: datetime | None = None
    version: int = 1

    def accept(self, *, now: datetime, accepted_by: str, how: str | None, by: str | None = None) -> "Offer":
        if self.expires_at <= now:
            raise refusal("offer_not_open")
        return replace(self._move("accept"), accepted_by=accepted_by, how=how, answered_by=by)

    def decline(self, *, reason: str | None, by: str | None = None) -> "Offer":
        return replace(self._move("decline"), reason=reason, answered_by=by)

    def expire(self) -> "Offer":
        return self._move("expire")

    def withdraw(self, *, reason: str) -> "Offer":
        return replace(self._move("withdraw"), reason=reason)

    def chase(self, *, now: datetime, again_at: datetime) -> "Offer":
        """Asked once more, kindly. Two in all, and the second only if its moment is still to come."""
        still = again_at if self.chased + 1 < len(CHASERS) and now < again_at < self.expires_at else None
        return replace(self._move("chase"), chased=self.chased + 1, chase_at=still)

    def hurry(self, *, expires_at: datetime, chase_at: datetime) -> "Offer":
        """It is more urgent than when they were asked: the answer is awaited sooner, never later.

        The time to answer begins anew, so it never runs out in silence, however often they were asked before.
        """
        return replace(self._move("hurry"), expires_at=min(self.expires_at, expires_at), chase_at=chase_at)

    def _move(self, deed: str) -> "Offer":
        return replace(self, state=moved(MOVES, self.state, deed, "offer_not_open"), version=self.version + 1)


def expires_at(urgency: str, *, made_at: datetime, openings: Openings | None) -> datetime:
    """By urgency, in the hours in which this coach can be booked; the ceiling when we do not know them."""
    return patience(urgency, made_at=made_at, openings=openings)


def patience(urgency: str, *, made_at: datetime, openings: Openings | None, share: float = 1.0) -> datetime:
    """When this share of the time to answer has gone by."""
    hours, ceiling = PATIENCE[urgency]
    worked = openings.after_hours(made_at, hours * share) if openings else None
    return min(made_at + ceiling * share, worked or made_at + ceiling * share)
