"""A kindness that is due to somebody: to be in touch after they did not meet, after a while, or in a hard time.

open ──they talked────────────────────────▶ completed
  │ ──three tries, and the door is open───▶ completed
  │ ──asked us not to call, no need───────▶ completed
  └ ──opened by a slip, or the reason went▶ withdrawn
held by the coach ─late▶ cover ─late▶ supervisor
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from services.scheduling.domain.contact import REACHED
from services.scheduling.domain.working_days import WorkingDays
from shared.kernel.errors import Conflict

TRIES = 3
HOURS = (time(10), time(15), time(12, 30))  # a try at another hour of another day
ENDS = dict.fromkeys(REACHED, "reached") | {"asked_not_to_call": "asked_not_to_call"}
GRACE = timedelta(hours=1)
DOOR = {
    "en": "Leave the door open: send the agreed words, and let it rest.",
    "es": "Deja la puerta abierta: manda las palabras acordadas y no insistas más.",
}
MORE = {
    "en": "Offer to be in touch more often for a while, about {}. Nothing ends.",
    "es": "Ofrece estar en contacto más seguido por un tiempo, más o menos {}. Nada se termina.",
}
EVERY = {"en": ("every day", "every {} days"), "es": ("cada día", "cada {} días")}
ENOUGH = "Three tries were made. Leave the door open: say so, and let it rest."


@dataclass(frozen=True, kw_only=True)
class Outreach:
    """`since`: whoever has been in touch after this has done it. `held_by` is whose turn it is now."""

    id: str
    member_id: str
    coach_id: str | None
    match_id: str | None
    session_id: str | None
    cover_id: str | None
    why: str
    since: datetime
    opened_at: datetime
    due_at: datetime
    held_by: str
    state: str = "open"
    tries: int = 0
    last_try_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def tries_left(self) -> int:
        return max(TRIES - self.tries, 0)

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and self.due_at + GRACE <= now

    def tried(self, now: datetime, *, outcome: str, working_days: WorkingDays, anyway: bool = False) -> "Outreach":
        """Never a fourth try by itself."""
        self._still_open()
        if not (self.tries_left or anyway):
            raise Conflict(ENOUGH, code="three_tries")
        tried = {"tries": self.tries + 1, "last_try_at": now}
        if outcome in ENDS:
            return self.closed(now, ENDS[outcome], **tried)
        return self._next(due_at=working_days.end_after(now, days=2 if self.tries == 1 else 1), **tried)

    def proposed_at(self, working_days: WorkingDays) -> datetime | None:
        """When to try next: another day, another hour. None once the door stands open."""
        if not (self.is_open and self.tries_left):
            return None
        return working_days.at(self.due_at, HOURS[self.tries])

    def complete(self, now: datetime, *, outcome: str | None = None) -> "Outreach":
        self._still_open()
        return self.closed(now, outcome or ("door_is_open" if self.tries else "no_need"))

    def closed(self, now: datetime, outcome: str, **more: object) -> "Outreach":
        return self._next(state="completed", closed_at=now, outcome=outcome, **more)

    def withdrawn(self, now: datetime, outcome: str) -> "Outreach":
        """The reason for it went away."""
        return self._next(state="withdrawn", closed_at=now, outcome=outcome)

    def passed_on(self, now: datetime, *, cover_id: str | None, working_days: WorkingDays) -> "Outreach":
        """To whoever covers, and then to the supervisor, with a working day of their own."""
        to_cover = self.held_by == "coach" and cover_id is not None
        due_at = working_days.end_after(now)
        return self._next(held_by="cover" if to_cover else "supervisor", cover_id=cover_id, due_at=due_at)

    def left_to_supervisor(self) -> "Outreach":
        """Its coach walks with the person no longer."""
        return self._next(coach_id=None, cover_id=None, held_by="supervisor")

    def brought_forward(self, *, why: str, since: datetime, due_at: datetime) -> "Outreach":
        """More contact, never less."""
        return self._next(why=why, since=since, due_at=min(self.due_at, due_at))

    def _still_open(self) -> None:
        if not self.is_open:
            raise Conflict("This is done already.", code="closed")

    def _next(self, **changes: object) -> "Outreach":
        return replace(self, **{"version": self.version + 1, **changes})  # type: ignore[arg-type]


def more_often(cadence_days: int) -> dict[str, str]:
    """After a hard time: twice as often as agreed is proposed, in both languages."""
    days = max(cadence_days // 2, 1)
    return {tongue: words.format(EVERY[tongue][days > 1].format(days)) for tongue, words in MORE.items()}


def due(why: str, now: datetime, working_days: WorkingDays) -> datetime:
    """The next working day; after a hard time as soon as somebody is there."""
    return working_days.next_opening(now) if why == "hard_time" else working_days.end_after(now)
