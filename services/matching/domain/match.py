from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.matching.domain.cadence import AGREED
from services.matching.domain.refusals import refusal
from services.matching.domain.transitions import moved

MOVES = {
    ("active", "change"): "active",
    ("paused", "change"): "paused",
    ("active", "plan"): "active",
    ("paused", "plan"): "paused",
    ("active", "pause"): "paused",
    ("paused", "pause"): "paused",
    ("paused", "resume"): "active",
    ("active", "end"): "ended",
    ("paused", "end"): "ended",
    ("active", "undo"): "not_started",
    ("paused", "undo"): "not_started",
}
REFUSED = {"resume": "not_paused"}
ACQUAINTED_WITHIN = timedelta(days=7)
LOOK_AGAIN = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Match:
    """Two people who walk together. A pause keeps the place; `until` is when to look again.

    `ends_at`: an ending both know of. `coach_hears`: how the coach learns that somebody else takes over.
    """

    id: str
    coach_id: str
    member_id: str
    referral_id: str
    offer_id: str
    accepted_at: datetime
    cadence_days: int
    weight: float
    minutes: int
    modalities: tuple[str, ...]
    referred_by: str | None = None
    intake_id: str | None = None
    state: str = "active"
    reason: str | None = None
    until: datetime | None = None
    ends_at: datetime | None = None
    ends_reason: str | None = None
    coach_hears: str | None = None
    version: int = 1

    @property
    def people(self) -> tuple[str, str]:
        return self.coach_id, self.member_id

    @property
    def goes_on(self) -> bool:
        return self.state in ("active", "paused")

    def agree(self, *, cadence: str | None, minutes: int | None, modalities: tuple[str, ...] | None) -> "Match":
        """How often and how they meet. What it weighs follows from that, and from nothing else."""
        agreed = AGREED[cadence] if cadence else None
        return replace(
            self._move("change"),
            cadence_days=agreed.days if agreed else self.cadence_days,
            weight=agreed.weight if agreed else self.weight,
            minutes=minutes or self.minutes,
            modalities=modalities or self.modalities,
        )

    def plan_ending(self, *, ends_at: datetime | None, reason: str | None) -> "Match":
        """An ending that both can see coming; None takes the plan back."""
        if ends_at is None and self.ends_at is None and self.goes_on:
            raise refusal("no_ending_planned")
        return replace(self._move("plan"), ends_at=ends_at, ends_reason=reason)

    def pause(self, *, reason: str | None, until: datetime | None) -> "Match":
        return replace(self._move("pause"), reason=reason, until=until)

    def resume(self) -> "Match":
        return replace(self._move("resume"), reason=None, until=None)

    def end(self, *, reason: str | None, coach_hears: str | None = None) -> "Match":
        return replace(self._over("end"), reason=reason, coach_hears=coach_hears)

    def undo(self, *, now: datetime) -> "Match":
        """They know each other. Nothing is asked, and it never counts as ended."""
        undone = replace(self._over("undo"), reason="know_each_other")
        if now >= self.accepted_at + ACQUAINTED_WITHIN:
            raise refusal("too_late_to_undo")
        return undone

    def _over(self, deed: str) -> "Match":
        return replace(self._move(deed), until=None, ends_at=None, ends_reason=None)

    def _move(self, deed: str) -> "Match":
        state = moved(MOVES, self.state, deed, REFUSED.get(deed, "no_longer_matched"))
        return replace(self, state=state, version=self.version + 1)
