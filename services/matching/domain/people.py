"""The people as matching looks at them: nothing here is a name."""

from dataclasses import dataclass, field
from datetime import date, datetime

from services.matching.domain.openings import Openings
from services.matching.domain.preferences import Preferences
from services.matching.domain.profile import Profile


@dataclass(frozen=True)
class Credential:
    kind: str
    expires_on: date | None = None

    def is_in_date(self, today: date) -> bool:
        return self.expires_on is None or today <= self.expires_on


@dataclass(frozen=True, kw_only=True)
class Member:
    id: str
    profile: Profile = field(default_factory=Profile)
    preferences: Preferences = field(default_factory=Preferences)
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Coach:
    """`capacity` and `load` are weighted by agreed contact. `shown_lately`: how often others saw them this week."""

    id: str
    profile: Profile = field(default_factory=Profile)
    preferences: Preferences = field(default_factory=Preferences)
    active: bool = True
    accepting: bool = True
    capacity: float = 20.0
    load: float = 0.0
    credentials: tuple[Credential, ...] = ()
    role: str = "staff"
    openings: Openings | None = None
    shown_lately: int = 0
    last_shown: datetime | None = None

    @property
    def room(self) -> float:
        return self.capacity - self.load
