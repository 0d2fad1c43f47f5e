from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.notifications.domain.quiet_hours import DEFAULT, QuietHours

STOPPED = frozenset({"died", "erased"})


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whom we write to: what we heard of them, and what they asked for. `reminders` None: as usual."""

    id: str
    state: str = "active"
    time_zone: str | None = None
    language: str | None = None
    quiet_hours: QuietHours | None = DEFAULT
    reminders: tuple[int, ...] | None = None

    def zone(self, otherwise: str = "UTC") -> ZoneInfo:
        return ZoneInfo(self.time_zone or otherwise)

    @property
    def is_stopped(self) -> bool:
        return self.state in STOPPED
