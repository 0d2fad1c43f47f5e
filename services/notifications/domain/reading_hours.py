"""When a person reads what people write to us. Said truthfully: nobody is promised a reader who has gone home."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from services.notifications.domain.wall_clock import instant_at, wall_time

A_FORTNIGHT = 14
WAITS_LONG = timedelta(hours=4)
"""Of reading hours: what came in the night has not been waiting since the night."""


@dataclass(frozen=True)
class ReadingHours:
    """ISO weekdays, and from when until when, by the reader's own wall clock unless the organisation names a zone."""

    days: tuple[int, ...] = (1, 2, 3, 4, 5)
    start: time = time(9)
    end: time = time(17)

    def open_until(self, instant: datetime, zone: tzinfo) -> datetime | None:
        """The end of the hours that run now, if they do."""
        shown = wall_time(instant, zone)
        if shown.isoweekday() not in self.days or not self.start <= shown.time() < self.end:
            return None
        return instant_at(datetime.combine(shown.date(), self.end), zone)

    def next_opening(self, instant: datetime, zone: tzinfo) -> datetime:
        """When somebody begins to read next."""
        today = wall_time(instant, zone).date()
        for day in (today + timedelta(days=ahead) for ahead in range(A_FORTNIGHT)):
            opens = instant_at(datetime.combine(day, self.start), zone)
            if day.isoweekday() in self.days and opens > instant:
                return opens
        return instant + timedelta(days=A_FORTNIGHT)

    def between(self, since: datetime, until: datetime, zone: tzinfo) -> timedelta:
        """How long somebody was there to read, in this time."""
        day, last, spent = wall_time(since, zone).date(), wall_time(until, zone).date(), timedelta(0)
        while day <= last:
            if day.isoweekday() in self.days:
                opens, closes = (instant_at(datetime.combine(day, at), zone) for at in (self.start, self.end))
                spent += max(min(closes, until) - max(opens, since), timedelta(0))
            day += timedelta(days=1)
        return spent
