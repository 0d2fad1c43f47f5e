from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.kernel.errors import Conflict

KEPT_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Hold:
    """A time kept for two people while one of them decides. It lets go by itself."""

    id: str
    match_id: str
    coach_id: str
    member_id: str
    starts_at: datetime
    ends_at: datetime
    expires_at: datetime

    @property
    def people(self) -> tuple[str, str]:
        return self.coach_id, self.member_id

    def use(self, *, match_id: str, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
        """A hold is for what was held, and for as long as was said."""
        if self.expires_at <= now:
            raise Conflict("That time was kept for five minutes. Please choose again.", code="hold_expired")
        if (self.match_id, self.starts_at, self.ends_at) != (match_id, starts_at, ends_at):
            raise Conflict("That hold is for another time.", code="other_hold")
