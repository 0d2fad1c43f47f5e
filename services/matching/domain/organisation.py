from dataclasses import dataclass, field

from services.matching.domain.offer import IN_TURN_HOURS


@dataclass(frozen=True, kw_only=True)
class Customs:
    """What an organisation set for itself. `required_credentials` blocks only where it says so.

    `first_contact_hours` and `first_session_hours`: what it promises, counted from the day a person is ready.
    """

    time_zone: str = "America/New_York"
    language: str = "en"
    first_contact_hours: int = 24
    first_session_hours: int = 48
    required_credentials: frozenset[str] = field(default_factory=frozenset)
    required_by_role: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def questions_may_outlast_the_promise(self) -> bool:
        """As many as are shown at first, asked one after another, each answering as late as they may."""
        return max(IN_TURN_HOURS.values()) > self.first_session_hours
