from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.kernel.errors import Conflict

KEPT_FOR = timedelta(minutes=5)
MOST_OFTEN = 10
RUN_OUT = "That time is not kept any more. Please choose again."


@dataclass(frozen=True)
class Hold:
    """A time kept for two people while one of them decides. It lets go by itself.

    `extended`: how often it was kept for longer, or asked for again while it stood. Ten times are enough.
    """

    id: str
    match_id: str
    coach_id: str
    member_id: str
    starts_at: datetime
    ends_at: datetime
    expires_at: datetime
    extended: int = 0

    @property
    def people(self) -> tuple[str, str]:
        return self.coach_id, self.member_id

    def stands(self, now: datetime) -> bool:
        return self.expires_at > now

    def is_for(self, match_id: str, starts_at: datetime, ends_at: datetime) -> bool:
        """A hold is for what was held, and for as long as was said."""
        return (self.match_id, self.starts_at, self.ends_at) == (match_id, starts_at, ends_at)

    def longer(self, now: datetime) -> "Hold":
        if not self.stands(now):
            raise Conflict(RUN_OUT, code="hold_expired")
        if self.extended >= MOST_OFTEN:
            words = "We cannot keep this time for longer without booking it. It can still be booked now."
            raise Conflict(words, code="kept_long_enough")
        return replace(self, expires_at=now + KEPT_FOR, extended=self.extended + 1)
