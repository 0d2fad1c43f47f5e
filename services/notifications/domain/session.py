from dataclasses import dataclass
from datetime import datetime

LIVE = frozenset({"pending", "booked", "confirmed"})


@dataclass(frozen=True, kw_only=True)
class Session:
    """Our own small copy of what scheduling said of a session. `sequence` counts its moves."""

    id: str
    coach_id: str
    member_ids: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    state: str
    sequence: int
    version: int
    ics_uid: str
    modality: str | None = None
    match_id: str | None = None
    referral_id: str | None = None
    first: bool = False
    reason: str | None = None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def waits_for_a_yes(self) -> bool:
        """The time is kept, and nothing is agreed."""
        return self.state == "pending"

    @property
    def people(self) -> tuple[str, ...]:
        return (*self.member_ids, self.coach_id)

    def is_elsewhere_than(self, before: "Session | None") -> bool:
        """The same people at the same time, and still calendars are told: it is the place that has changed."""
        if before is None or before.sequence == self.sequence:
            return False
        same = (before.starts_at, before.ends_at, set(before.people))
        return same == (self.starts_at, self.ends_at, set(self.people))

    def audience_of(self, person_id: str) -> str:
        return "member" if person_id in self.member_ids else "coach"
