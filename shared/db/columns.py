from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class Instant(sa.TypeDecorator[datetime]):
    """Aware UTC in Python, whatever the database keeps. A naive time is refused, never guessed at."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def identity(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(36), primary_key=True)


def person(name: str = "person_id", **how: Any) -> sa.Column[str]:
    """A person's id: who they are, only matching can say."""
    return sa.Column(name, sa.String(36), nullable=how.pop("nullable", False), **how)


def organisation() -> sa.Column[str]:
    """Every table has one; tests/house counts."""
    return sa.Column("organisation", sa.String(36), nullable=False, index=True)
