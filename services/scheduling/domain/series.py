from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.recurrence import expand, read_rule
from services.scheduling.domain.wallclock import wall_clock


class OnTheWall:
    """What repeats hangs on the wall clock of a zone."""

    time_zone: str
    starts_at: datetime

    def expanded(self, rrule: str) -> tuple[list[datetime], list[datetime]]:
        """When it takes place, and the times on the wall that do not exist. The first is the instant that was named.

        On the night on which an hour happens twice, the wall alone does not tell which of them was meant.
        """
        starts, gaps = expand(read_rule(rrule), start=self.wall(self.starts_at), zone=self.time_zone)
        is_first = bool(starts) and self.wall(starts[0]) == self.wall(self.starts_at)
        return ([self.starts_at, *starts[1:]] if is_first else starts), gaps

    def wall(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None)

    def shifted(self, moment: datetime, by: timedelta) -> datetime | None:
        """As much later on the wall; None where the clock never shows that time."""
        wall = int((self.wall(moment) + by).replace(tzinfo=UTC).timestamp())
        clock = wall_clock(self.time_zone, seconds(moment), wall)
        return None if clock.skips(wall) else instant(clock.utc(wall))

    def closes(self, wall: datetime) -> datetime:
        """The instant at which the clock jumps over this time."""
        naive = int(wall.replace(tzinfo=UTC).timestamp())
        return instant(wall_clock(self.time_zone, naive, naive).utc(naive))


@dataclass(frozen=True)
class Series(OnTheWall):
    """A time two people agreed to meet at again and again."""

    id: str
    match_id: str
    rrule: str
    time_zone: str
    starts_at: datetime
    minutes: int

    def starts(self) -> tuple[list[datetime], list[datetime]]:
        return self.expanded(self.rrule)
