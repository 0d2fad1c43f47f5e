from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.matching.domain.transitions import moved
from shared.kernel.errors import Conflict

MOVES = {
    ("active", "pause"): "paused",
    ("paused", "pause"): "paused",
    ("paused", "resume"): "active",
    ("active", "end"): "ended",
    ("paused", "end"): "ended",
    ("active", "undo"): "not_started",
    ("paused", "undo"): "not_started",
}
WORDS = {
    "pause": "These two are no longer matched.",
    "resume": "These two are not paused.",
    "end": "These two are no longer matched.",
    "undo": "These two are no longer matched.",
}
ACQUAINTED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Match:
    """Two people who walk together. A pause keeps the place; `until` is when to look again."""

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
    version: int = 1

    @property
    def people(self) -> tuple[str, str]:
        return self.coach_id, self.member_id

    @property
    def goes_on(self) -> bool:
        return self.state in ("active", "paused")

    def pause(self, *, reason: str | None, until: datetime | None) -> "Match":
        return replace(self._move("pause"), reason=reason, until=until)

    def resume(self) -> "Match":
        return replace(self._move("resume"), reason=None, until=None)

    def end(self, *, reason: str | None) -> "Match":
        return replace(self._move("end"), reason=reason, until=None)

    def undo(self, *, now: datetime) -> "Match":
        """They know each other. Nothing is asked, and it never counts as ended."""
        if now >= self.accepted_at + ACQUAINTED_WITHIN:
            raise Conflict("This can be undone in the first seven days. After that, please end it instead.")
        return replace(self._move("undo"), reason="know_each_other", until=None)

    def _move(self, deed: str) -> "Match":
        return replace(self, state=moved(MOVES, self.state, deed, WORDS[deed]), version=self.version + 1)
