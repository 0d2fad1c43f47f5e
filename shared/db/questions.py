"""Questions that are asked all the time, each written out once: of a small one SQLAlchemy took more than half the time.

They are asked inside a transaction that has begun, as all else is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles

from shared.db.written import Turn, Written, the_cursor_of, written

Row = Mapping[str, Any]


class Names(sa.TypeDecorator[Sequence[str]]):
    """Many words as one value."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        many = postgresql.ARRAY(sa.String) if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(many)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class Among(sa.ColumnElement[Any]):
    """`column IN (…)` whose words are the same however many there are, so that they are read once by the engine too.

    It has a number's type: as a truth it would be written `… = 1`, and SQLite would not look inside.
    """

    inherit_cache = False
    type = sa.Integer()

    def __init__(self, column: sa.ColumnElement[str], name: str) -> None:
        self.column, self.many = column, sa.bindparam(name, type_=Names())


@compiles(Among)
def _any(each: Among, compiler: Any, **how: Any) -> str:
    return f"{compiler.process(each.column, **how)} = ANY({compiler.process(each.many, **how)})"


@compiles(Among, "sqlite")
def _each(each: Among, compiler: Any, **how: Any) -> str:
    many = compiler.process(each.many, **how)
    return f"{compiler.process(each.column, **how)} IN (SELECT value FROM json_each({many}))"  # nosec B608


@dataclass(frozen=True)
class Read:
    """What comes back: the names of its columns, and by which each value is turned into ours."""

    names: tuple[str, ...]
    turned: tuple[tuple[int, Turn], ...]

    def ours(self, found: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
        """Column by column: a call for each row cost more than what it did."""
        if not (found and self.turned):
            return found
        columns: list[Any] = list(zip(*found, strict=True))
        for place, turn in self.turned:
            columns[place] = map(turn, columns[place])
        return list(zip(*columns, strict=True))


class Question:
    """Of one table or several. Parameters that may be many are said with `Among`."""

    def __init__(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> None:
        self._statement = statement
        self._asked: dict[str, tuple[Any, Written]] = {}
        self._read: dict[str, Read] = {}

    def rows_on(self, connection: sa.Connection, values: dict[str, Any]) -> Sequence[Row]:
        read, found = self._answer(connection, values)
        return [dict(zip(read.names, each, strict=True)) for each in read.ours(found)]

    def tuples_on(self, connection: sa.Connection, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
        read, found = self._answer(connection, values)
        return read.ours(found)

    def _answer(self, connection: sa.Connection, values: dict[str, Any]) -> tuple[Read, Sequence[tuple[Any, ...]]]:
        dialect = connection.dialect
        compiled, words = self._asked.get(dialect.name) or self._write_for(dialect)
        cursor = the_cursor_of(connection)
        try:
            words.said_by(cursor, dialect, values)
            read = self._read.get(dialect.name) or self._learn(dialect, compiled, cursor.description)
            return read, cursor.fetchall()
        finally:
            cursor.close()

    def _write_for(self, dialect: Any) -> tuple[Any, Written]:
        compiled: Any = self._statement.compile(dialect=dialect)
        self._asked[dialect.name] = compiled, written(compiled)
        return self._asked[dialect.name]

    def _learn(self, dialect: Any, compiled: Any, told: Any) -> Read:
        """The first answer says what the driver gives: PostgreSQL has more than one kind of number."""
        columns = compiled._result_columns
        turns = [each.type._cached_result_processor(dialect, kind[1]) for each, kind in zip(columns, told, strict=True)]
        turned = tuple((place, turn) for place, turn in enumerate(turns) if turn)
        self._read[dialect.name] = read = Read(tuple(each.keyname for each in columns), turned)
        return read
