from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.kernel.errors import Conflict

KEPT_FOR = timedelta(minutes=5)
MOST_OFTEN = 10


@dataclass(frozen=True)
class Hold:
    """A time kept for two people while one of them decides. It lets go by itself.

    `extended`: how often it was kept for longer. Ten times are enough, and nobody keeps one for ever.
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

    def use(self, *, match_id: str, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
        """A hold is for what was held, and for as long as was said."""
        self._still_stands(now)
        if (self.match_id, self.starts_at, self.ends_at) != (match_id, starts_at, ends_at):
            raise Conflict("That hold is for another time.", code="other_hold")

    def longer(self, now: datetime) -> "Hold":
        self._still_stands(now)
        if self.extended >= MOST_OFTEN:
            words = "We cannot keep this time for longer without booking it. It can still be booked now."
            raise Conflict(words, code="kept_long_enough")
        return replace(self, expires_at=now + KEPT_FOR, extended=self.extended + 1)

    def _still_stands(self, now: datetime) -> None:
        if self.expires_at <= now:
            raise Conflict("That time is not kept any more. Please choose again.", code="hold_expired")
