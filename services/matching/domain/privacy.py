"""What an organisation says about privacy, and what a person asked about it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

ANSWERED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Once published it is never changed: the next one has the next number."""

    id: str
    number: int
    en: str
    es: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """That a person has had the notice of this number, and how: on their own screen, on paper, or read together."""

    id: str
    person_id: str
    number: int
    how: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class ListRequest:
    """Somebody asks who has received what of them through an exchange: 42 CFR 2.24 gives us thirty days."""

    id: str
    person_id: str
    how: str
    asked_at: datetime
    recorded_by: str
    due_at: datetime
    given_at: datetime | None = None
    given_by: str | None = None

    @property
    def state(self) -> str:
        return "given" if self.given_at else "open"

    def give(self, by: str, now: datetime) -> Self:
        return replace(self, given_at=now, given_by=by)
