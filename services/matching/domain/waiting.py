"""How long somebody has been waiting, what is late, and the one thing to do next. Nobody is called late but we."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.matching.domain.offer import PATIENCE, Offer
from services.matching.domain.referral import NOT_YET, Referral

CAME_THEMSELVES = ("walked_in", "rematch")


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Both counted from the moment the person is ready."""

    first_contact: timedelta = timedelta(hours=24)
    first_session: timedelta = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What has happened between the person and us since they asked."""

    first_contact_at: datetime | None = None
    first_session_at: datetime | None = None
    booked_for_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`still_to_ask`: how many chosen coaches come after the one who is asked now."""

    referral: Referral
    progress: Progress
    offer: Offer | None
    targets: Targets
    now: datetime
    still_to_ask: int = 0

    @property
    def is_coming_up(self) -> bool:
        """Not out yet, not here yet: the clock starts when it can."""
        return self.now < self.referral.ready_from

    @property
    def age(self) -> timedelta:
        return max(timedelta(0), self.now - self.referral.ready_from)

    @property
    def first_contact_by(self) -> datetime:
        return self.referral.ready_from + self.targets.first_contact

    @property
    def first_session_by(self) -> datetime:
        return self.referral.ready_from + self.targets.first_session

    @property
    def all_answered_by(self) -> datetime | None:
        """When the last of those chosen will have answered, if each takes as long as they may."""
        if self.offer is None:
            return None
        return self.offer.expires_at + self.still_to_ask * PATIENCE[self.referral.urgency][1]

    @property
    def in_touch(self) -> bool:
        return self.progress.first_contact_at is not None

    @property
    def has_met(self) -> bool:
        return self.progress.first_session_at is not None

    @property
    def alerts(self) -> tuple[str, ...]:
        found = {
            "contact_late": not self.in_touch and self.now >= self.first_contact_by,
            "session_late": not self.has_met and self.now >= self.first_session_by,
            "waits_add_up": self._may_outlast_the_promise,
            "no_answer": self.offer is not None and self.offer.chased > 0,
            "look_again_due": self._is_to_be_looked_at,
        }
        return tuple(code for code, holds in found.items() if holds)

    @property
    def next_step(self) -> str:
        """One, the most useful one. Somebody should be in touch before anything else."""
        if self.referral.state == "matched":
            return "first_session_booked" if self._is_booked else "book_first_session"
        if not self.in_touch and not self._is_booked and not self.is_coming_up:
            return "be_in_touch"
        if self.referral.state == "offered":
            return "ring_coach" if self.offer and self.offer.chased else "await_answer"
        if self.referral.outcome == NOT_YET:
            return "look_again" if self._is_to_be_looked_at else "next_step_agreed"
        return "prepare" if self.is_coming_up else "show_people"

    @property
    def _is_booked(self) -> bool:
        return self.progress.booked_for_at is not None and self.progress.booked_for_at >= self.now

    @property
    def _may_outlast_the_promise(self) -> bool:
        """Said while it can still be helped: a first conversation needs no match."""
        is_still_ahead = self.now < self.first_session_by and not self.has_met and not self._is_booked
        return is_still_ahead and self.all_answered_by is not None and self.all_answered_by > self.first_session_by

    @property
    def _is_to_be_looked_at(self) -> bool:
        return self.referral.look_again_at is not None and self.referral.look_again_at <= self.now


def how_far(referral: Referral, progress: Progress) -> str:
    """What the one who sent them may hear, as the person consents: four states, no more."""
    if referral.state == "closed" and referral.outcome in ("not_reached", "asked_not_to_contact"):
        return "could_not_reach"
    if progress.first_session_at:
        return "meeting"
    return "in_touch" if progress.first_contact_at else "received"
