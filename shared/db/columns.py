from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

TIMES_REMEMBERED = 16_384
NAIVE = "An instant needs its time zone."


class Instant(sa.TypeDecorator[datetime]):
    """Aware UTC in Python, whatever the database keeps. A naive time is refused, never guessed at."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(NAIVE)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    def bind_processor(self, dialect: Any) -> Callable[[Any], Any] | None:
        """SQLite keeps text. SQLAlchemy's way to write and read it is several times slower, and a row has many."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Any, coltype: object) -> Callable[[Any], Any] | None:
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _as_text(value: datetime | None) -> str | None:
    """2026-11-27 13:46:11.802987"""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(NAIVE)
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


class Seconds(sa.TypeDecorator[int]):
    """An instant read as whole seconds since 1970, for `type_coerce`: SQLite counts them slower than it finds it."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def result_processor(self, dialect: Any, coltype: object) -> Callable[[Any], Any]:
        return _seconds_in if dialect.name == "sqlite" else _seconds_of


@lru_cache(maxsize=TIMES_REMEMBERED)
def _seconds_in(text: str) -> int:
    """People meet at the same few times: each is read once."""
    return _seconds_of(datetime.fromisoformat(text + "+00:00"))


def _seconds_of(instant: datetime) -> int:
    return int(instant.timestamp())


def identity(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(36), primary_key=True)


def person(name: str = "person_id", **how: Any) -> sa.Column[str]:
    """A person's id: who they are, only matching can say."""
    return sa.Column(name, sa.String(36), nullable=how.pop("nullable", False), **how)


def organisation(*, index: bool = True) -> sa.Column[str]:
    """Every table has one; tests/house counts. `index=False`: another index begins with it, or nobody asks by it alone.
    Each index is a page more to write with every row.
    """
    return sa.Column("organisation", sa.String(36), nullable=False, index=index)


def index_where_known(name: str, column: str, *then: str) -> sa.Index:
    """By a column that is empty in most rows: those are not in it."""
    known = sa.text(f"{column} IS NOT NULL")
    return sa.Index(name, column, *then, sqlite_where=known, postgresql_where=known)
