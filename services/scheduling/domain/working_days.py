"""When somebody is there to do it: Monday to Friday, nine to five, where the person lives, while nothing is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.scheduling.domain.instants import instant, seconds, seconds_up
from services.scheduling.domain.intervals import Interval, merge, subtract

OPENS, CLOSES = time(9), time(17)
SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """On the clock of a zone. `closed` is when the organisation is: a day of which nothing is left is none."""

    zone: str
    closed: Sequence[Interval] = ()

    def end_after(self, now: datetime, *, days: int = 1) -> datetime:
        """The end of the first working day after today, or of a later one."""
        day = self._day(now)
        while days:
            day += timedelta(days=1)
            days -= bool(self._open(day))
        return instant(self._open(day)[-1][1])

    def next_opening(self, now: datetime) -> datetime:
        """Now, while somebody is there; otherwise when they are there again."""
        day = self._day(now)
        while not (left := [max(start, seconds_up(now)) for start, end in self._open(day) if end > seconds_up(now)]):
            day += timedelta(days=1)
        return max(now, instant(left[0]))

    def at(self, moment: datetime, hour: time) -> datetime:
        """That hour of the same day."""
        return self._at(self._day(moment), hour)

    def _open(self, day: date) -> list[Interval]:
        """What of nine to five is left of a day."""
        if day.weekday() >= SATURDAY:
            return []
        whole = seconds(self._at(day, OPENS)), seconds(self._at(day, CLOSES))
        return subtract([whole], merge(self.closed))

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, ZoneInfo(self.zone)).astimezone(UTC)
