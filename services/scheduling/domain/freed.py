"""A time that came free, offered to who would like an earlier one: to one at a time, whoever has waited longest first.

offered ──they take it───────────────────▶ taken
   └ ──no word, no thanks, or it is gone──▶ lapsed    silence costs nothing: they keep their place
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

STANDS_FOR = timedelta(hours=2)  # of daytime, where the person lives
DAY_BEGINS, DAY_ENDS = time(9), time(20)
SHORTEST = timedelta(minutes=15)
NOT_WITHIN = timedelta(hours=1)  # nobody is asked about what begins within the hour


@dataclass(frozen=True, kw_only=True)
class TimeOffer:
    """Kept for one person meanwhile: the coach is not booked then, and the person is bound to nothing."""

    id: str
    freed_id: str
    match_id: str
    coach_id: str
    member_id: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    offered_at: datetime
    expires_at: datetime
    state: str = "offered"
    session_id: str | None = None
    version: int = 1

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    def taken(self, session_id: str) -> "TimeOffer":
        return replace(self, state="taken", session_id=session_id, version=self.version + 1)

    def lapsed(self) -> "TimeOffer":
        return replace(self, state="lapsed", version=self.version + 1)


def stands_until(now: datetime, zone: str, starts_at: datetime, *, notice_minutes: int = 0) -> datetime | None:
    """Two hours of their day, so that nobody misses one in their sleep, and no longer than it can be booked.

    None: there is no time left to ask.
    """
    here = now.astimezone(ZoneInfo(zone))
    opens, closes = (datetime.combine(here.date(), at, ZoneInfo(zone)) for at in (DAY_BEGINS, DAY_ENDS))
    until = max(here, opens) + STANDS_FOR
    if until > closes:
        tomorrow = datetime.combine(here.date() + timedelta(days=1), DAY_BEGINS, ZoneInfo(zone))
        until = tomorrow + (until - max(closes, here))
    end = min(until.astimezone(UTC), starts_at - max(NOT_WITHIN, timedelta(minutes=notice_minutes)))
    return end if end >= now + SHORTEST else None
