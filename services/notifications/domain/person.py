from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.notifications.domain.quiet_hours import DEFAULT, QuietHours

ASKED_US_NOT_TO = "do_not_contact"
CLOSED = frozenset({"died", "erased"})
STOPPED = CLOSED | {ASKED_US_NOT_TO}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whom we write to: what we heard of them, and what they asked for. `reminders` None: as usual. Not `discreet`:
    they asked that we say what it is we write of, where nobody else reads along.
    """

    id: str
    state: str = "active"
    time_zone: str | None = None
    language: str | None = None
    quiet_hours: QuietHours | None = DEFAULT
    reminders: tuple[int, ...] | None = None
    channels: tuple[str, ...] = ("email", "sms")
    discreet: bool = True

    def zone(self, otherwise: str = "UTC") -> ZoneInfo:
        return ZoneInfo(self.time_zone or otherwise)

    @property
    def is_away(self) -> bool:
        """In a hospital, in custody, or asking for space: nothing reminds them, and it comes back when they do."""
        return self.state == "paused"

    @property
    def is_stopped(self) -> bool:
        return self.state in STOPPED


def standing(state: str, *, do_not_contact: bool) -> str:
    """How somebody stands to us. That they asked to be left be stops every message, as a death does."""
    return ASKED_US_NOT_TO if do_not_contact and state not in STOPPED else state
