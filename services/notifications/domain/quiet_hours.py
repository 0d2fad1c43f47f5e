"""When a person is left in peace. By their own wall clock, so that a day of 23 or 25 hours needs no special care."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from services.notifications.domain.wall_clock import instant_at, wall_time
from shared.kernel.errors import Invalid

MINUTE = timedelta(minutes=1)
A_DAY = 24 * 60
LEAST_OPEN_MINUTES = 60


@dataclass(frozen=True)
class QuietHours:
    """Quiet from `start` up to, not including, `end`; over midnight when `end` is earlier than `start`."""

    start: time
    end: time

    def covers(self, instant: datetime, zone: tzinfo) -> bool:
        shown = wall_time(instant, zone).time()
        if self.start < self.end:
            return self.start <= shown < self.end
        return shown >= self.start or shown < self.end

    def last_moment_before(self, instant: datetime, zone: tzinfo) -> datetime:
        """Outside quiet hours, the instant itself; inside, the minute before they began."""
        while self.covers(instant, zone):
            instant = self._began(instant, zone) - MINUTE
        return instant

    def first_moment_after(self, instant: datetime, zone: tzinfo) -> datetime:
        """Outside quiet hours, the instant itself; inside, when they end."""
        while self.covers(instant, zone):
            instant = self._ends(instant, zone)
        return instant

    def _began(self, instant: datetime, zone: tzinfo) -> datetime:
        shown = wall_time(instant, zone)
        day = shown.date() if self.start <= shown.time() else shown.date() - timedelta(days=1)
        return min(instant, instant_at(datetime.combine(day, self.start), zone))

    def _ends(self, instant: datetime, zone: tzinfo) -> datetime:
        shown = wall_time(instant, zone)
        day = shown.date() if shown.time() < self.end else shown.date() + timedelta(days=1)
        return max(instant + MINUTE, instant_at(datetime.combine(day, self.end), zone))


DEFAULT = QuietHours(time(20), time(9))


def quiet_hours(start: time, end: time) -> QuietHours:
    """Refused when hardly any time is left in which a message could come."""
    minutes = (_minute(end) - _minute(start)) % A_DAY or A_DAY
    if minutes > A_DAY - LEAST_OPEN_MINUTES:
        words = "Please leave at least one hour a day in which messages may come."
        raise Invalid(words, errors={"quiet_hours": [words]})
    return QuietHours(start, end)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
