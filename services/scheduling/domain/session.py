"""A meeting of one member and one coach, or of a group, and what may become of it.

pending ──accept──▶ booked ──confirm──▶ confirmed ──move──▶ booked (pending again, where the coach is asked)
  └──decline──┬───────┴──────────────────┘
      cancel ─┤ before it starts
  attendance ─┴ after: attended, did_not_meet (each side its own; undone, it is as it was before)

A session that waits for the coach's yes keeps its time like any other. The whole picture: docs/scheduling-lifecycle.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.scheduling.domain.parties import Parties
from shared.kernel.errors import Conflict

SHORT_NOTICE = timedelta(hours=24)
AT_A_PLACE = ("in_person", "walk_and_talk")
AHEAD = ("pending", "booked", "confirmed")


@dataclass(frozen=True)
class Session:
    """That nobody is in two at once, the database sees to. Attendance lies on top of what was `planned`.

    A group's has no `member_id`: who has a seat in it is kept by seat.
    """

    id: str
    match_id: str | None
    coach_id: str
    member_id: str | None
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    modality: str
    place_id: str | None = None
    state: str = "booked"
    planned: str = "booked"
    first: bool = False
    late: bool = False
    reason: str | None = None
    sequence: int = 0
    version: int = 1
    placed: int = 1
    referral_id: str | None = None
    series_id: str | None = None
    group_id: str | None = None
    covers_for: str | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Of a group, whoever leads it: who has a seat can give it up, and the meeting stands."""
        return (self.coach_id, self.member_id) if self.member_id else (self.coach_id,)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def goes_to(self) -> str | None:
        """Where one has to go for it, if that is known; nowhere for a call."""
        return self.place_id if self.modality in AT_A_PLACE else None

    def confirm(self, now: datetime) -> "Session":
        """Saying it twice changes nothing."""
        self.lies_ahead(now)
        if self.state == "confirmed":
            return self
        if self.state == "pending":
            raise Conflict("The coach has not said yes to this time yet.", code="pending")
        return self._next(state="confirmed", planned="confirmed")

    def accept(self, now: datetime) -> "Session":
        """The coach's yes. Said twice, it was said once."""
        self.lies_ahead(now)
        return self._next(state="booked", planned="booked") if self.state == "pending" else self

    def decline(self, now: datetime) -> "Session":
        """No reason is asked for, and it is on nobody's short notice: it was never agreed."""
        self.lies_ahead(now)
        if self.state != "pending":
            raise Conflict("This time has been agreed. To call it off, please cancel it.", code="agreed")
        return self._next(state="cancelled", planned="cancelled", reason="coach", sequence=self.sequence + 1)

    def cancel(self, now: datetime, *, reason: str, short: timedelta = SHORT_NOTICE) -> "Session":
        self.lies_ahead(now)
        late = self._on_short_notice(now, short)
        told = {"state": "cancelled", "planned": "cancelled", "reason": reason}
        return self._next(**told, late=late, sequence=self.sequence + 1)

    def move(
        self,
        now: datetime,
        *,
        starts_at: datetime,
        minutes: int,
        short: timedelta = SHORT_NOTICE,
        state: str = "booked",
    ) -> "Session":
        """The same session at another time: nobody has said yet that they can come then."""
        self.lies_ahead(now)
        ends_at = starts_at + timedelta(minutes=minutes)
        if (starts_at, ends_at) == (self.starts_at, self.ends_at):
            raise Conflict("The session is already at that time.")
        late = self._on_short_notice(now, short)
        return self._next(
            starts_at=starts_at,
            ends_at=ends_at,
            state=state,
            planned=state,
            late=late,
            sequence=self.sequence + 1,
            placed=self.version + 1,
        )

    def at(self, place_id: str | None, time_zone: str) -> "Session":
        """The same session, where the coach will be then."""
        return replace(self, place_id=place_id, time_zone=time_zone)

    def meeting_at(self, place_id: str) -> "Session":
        """At the same time, elsewhere; calendars are told by a new sequence, of a call nothing has changed."""
        return self._next(place_id=place_id, sequence=self.sequence + (self.modality in AT_A_PLACE))

    def covered_by(self, coach_id: str) -> "Session":
        """A colleague stands in, this once; calendars are told by a new sequence."""
        away = self.covers_for or self.coach_id
        covers_for = None if coach_id == away else away
        return self._next(coach_id=coach_id, covers_for=covers_for, sequence=self.sequence + 1)

    def with_own_coach(self, coach_id: str) -> "Session":
        """A colleague stood in for a time, and that time is not it any more."""
        return replace(self, coach_id=coach_id, covers_for=None)

    def with_other_people(self) -> "Session":
        """Somebody took a seat in it, or gave one up."""
        return self._next()

    def still_stands_as_at(self, version: int) -> bool:
        """Is it at the time it was at then? `placed` is the version that gave it that time."""
        return self.placed <= version <= self.version

    def attend(self, now: datetime, sides: Mapping[str, str]) -> "Session":
        """`sides` is all that has been said so far, by side."""
        if self.planned == "cancelled":
            raise Conflict("This session was cancelled.")
        if now < self.starts_at:
            raise Conflict("This session has not started yet.")
        return self._next(state=_outcome(sides.values()) or self.planned)

    def lies_ahead(self, now: datetime) -> None:
        """Else refused, in words."""
        if self.state not in AHEAD:
            raise Conflict(f"This session is already {self.state.replace('did_not_meet', 'over')}.")
        if self.starts_at <= now:
            raise Conflict("This session has already started.")

    def _on_short_notice(self, now: datetime, short: timedelta) -> bool:
        return self.state != "pending" and self.starts_at - now < short

    def _next(self, **changes: object) -> "Session":
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]


def book(id: str, parties: Parties, *, starts_at: datetime, minutes: int, now: datetime, **more: object) -> Session:
    """Accept a booking, or say plainly why not."""
    may_meet(parties)
    not_past(starts_at, now)
    ends_at = starts_at + timedelta(minutes=minutes)
    people = parties.match_id, parties.coach_id, parties.member_id
    return Session(id, *people, starts_at, ends_at, **more)  # type: ignore[arg-type]


def not_past(starts_at: datetime, now: datetime) -> None:
    if starts_at < now:
        raise Conflict("That time has passed.", code="past")


def may_meet(parties: Parties) -> None:
    if parties.over:
        raise Conflict("This match has ended.", code="ended")


def _outcome(said: object) -> str | None:
    """One side that did not meet, and they did not."""
    words = set(said)  # type: ignore[call-overload]
    return next((state for state in ("did_not_meet", "attended") if state in words), None)
