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

    def changed_since(self, before: "Session | None", *, is_covered: bool) -> str:
        """As what it is told: another time (update), the same time with a colleague (covered) or with their own coach
        after all (as_before), or, where calendars are told and the people are the same, at another place (elsewhere).
        """
        if before is None:
            return "covered" if is_covered else "update"
        if (before.starts_at, before.ends_at) != (self.starts_at, self.ends_at):
            return "update"
        if before.coach_id != self.coach_id:
            return "covered" if is_covered else "as_before"
        if before.sequence != self.sequence and set(before.people) == set(self.people):
            return "elsewhere"
        return "covered" if is_covered else "update"

    def audience_of(self, person_id: str) -> str:
        return "member" if person_id in self.member_ids else "coach"
