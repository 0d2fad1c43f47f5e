from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from shared.db.shapes import OWN, SHAPES, Parts, conditions, is_of
from shared.db.written import Written, as_sqlalchemy_says, the_cursor_of, written

Statement = sa.Insert | sa.Update | sa.Delete


class Change:
    """A change that is made all the time, built and written out once: both took longer than making it.

    Its parameters are named `b_…`; it is narrowed to the organisation of whoever makes it, and a new row is theirs.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._written: dict[str, Written] = {}

    def made_on(self, connection: sa.Connection, values: Mapping[str, Any]) -> int:
        """How many rows it touched. Its errors are SQLAlchemy's, like everybody's."""
        cursor = the_cursor_of(connection)
        try:
            return self.made_by(cursor, connection.dialect, values)
        finally:
            cursor.close()

    def made_by(self, cursor: Any, dialect: Any, values: Mapping[str, Any]) -> int:
        """The same by a cursor of the driver that stays open."""
        words = self._written.get(dialect.name) or self._write_for(dialect)
        words.said_by(cursor, dialect, values)
        return int(cursor.rowcount)

    def made_many_on(self, connection: sa.Connection, many: Sequence[Mapping[str, Any]]) -> None:
        dialect: Any = connection.dialect
        words = self._written.get(dialect.name) or self._write_for(dialect)
        cursor = the_cursor_of(connection)
        try:
            with as_sqlalchemy_says(dialect, words.words):
                cursor.executemany(words.words, [words.filled(values) for values in many])
        finally:
            cursor.close()

    def _write_for(self, dialect: Any) -> Written:
        words = written(self._narrowed(dialect.name == "sqlite").compile(dialect=dialect))
        self._written[dialect.name] = words
        return words

    def _narrowed(self, on_sqlite: bool) -> Statement:
        if isinstance(self._statement, sa.Insert):
            return self._statement.values(organisation=sa.bindparam(OWN)).inline()
        return self._statement.where(is_of(self._statement.table, sa.bindparam(OWN), on_sqlite))


@lru_cache(maxsize=SHAPES)
def new_row(table: sa.Table, names: tuple[str, ...]) -> Change:
    return Change(table.insert().values(_bound(table, names)))


@lru_cache(maxsize=SHAPES)
def new_row_if_absent(table: sa.Table, names: tuple[str, ...], on_sqlite: bool) -> Change:
    insert = sqlite.insert if on_sqlite else postgresql.insert
    return Change(insert(table).values(_bound(table, names)).on_conflict_do_nothing())


@lru_cache(maxsize=SHAPES)
def other_values(table: sa.Table, parts: Parts, names: tuple[str, ...]) -> Change:
    return Change(table.update().where(*conditions(parts)).values(_bound(table, names)))


@lru_cache(maxsize=SHAPES)
def no_rows(table: sa.Table, parts: Parts) -> Change:
    return Change(table.delete().where(*conditions(parts)))


def _bound(table: sa.Table, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: sa.bindparam(f"b_{name}", type_=table.c[name].type) for name in names}


def bound(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the names that these changes know them by."""
    return {f"b_{name}": value for name, value in values.items()}
