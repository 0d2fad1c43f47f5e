from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Customs:
    """What an organisation set for itself. `required_credentials` blocks only where it says so."""

    time_zone: str = "America/New_York"
    language: str = "en"
    required_credentials: frozenset[str] = field(default_factory=frozenset)
