from dataclasses import dataclass
from datetime import datetime

OVER = frozenset({"ended", "not_started"})


@dataclass(frozen=True)
class Parties:
    """Who meets whom: our own small copy of what matching said of a match."""

    match_id: str | None
    coach_id: str
    member_id: str
    state: str
    minutes: int
    modalities: tuple[str, ...]
    cadence_days: int
    version: int
    ended_at: datetime | None = None

    @property
    def people(self) -> tuple[str, str]:
        return self.coach_id, self.member_id

    @property
    def over(self) -> bool:
        return self.state in OVER

    def is_news_to(self, known: "Parties | None") -> bool:
        return known is None or self.version > known.version


def welcoming_pair(*, coach_id: str, member_id: str, ways: tuple[str, ...], minutes: int) -> Parties:
    """Two who talk once, before any match."""
    return Parties(None, coach_id, member_id, "active", minutes, ways, cadence_days=1, version=0)
