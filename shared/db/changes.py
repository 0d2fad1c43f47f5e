from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from shared.db.shapes import OWN, SHAPES, Parts, conditions, is_of

Statement = sa.Insert | sa.Update | sa.Delete


@dataclass(frozen=True)
class Written:
    """As one engine's driver takes it: its words, and by what each value is turned into what the driver knows."""

    words: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    turned: Mapping[str, Callable[[Any], Any]]
    in_order: bool

    def filled(self, values: Mapping[str, Any]) -> Any:
        told = {**self.fixed, **values}
        for name, turn in self.turned.items():
            told[name] = turn(told[name])
        return tuple([told[name] for name in self.names]) if self.in_order else told


class Change:
    """A change that is made all the time, built and written out once: both took longer than making it.

    Its parameters are named `b_…`; it is narrowed to the organisation of whoever makes it, and a new row is theirs.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._written: dict[str, Written] = {}

    def made_on(self, connection: sa.Connection, values: Mapping[str, Any]) -> int:
        """How many rows it touched. Its errors are SQLAlchemy's, like everybody's."""
        cursor: Any = connection.connection.cursor()
        try:
            return self.made_by(cursor, connection.dialect, values)
        finally:
            cursor.close()

    def made_by(self, cursor: Any, dialect: Any, values: Mapping[str, Any]) -> int:
        """The same by a cursor of the driver that stays open."""
        written = self._written.get(dialect.name) or self._write_for(dialect)
        with as_sqlalchemy_says(dialect, written.words):
            cursor.execute(written.words, written.filled(values))
            return int(cursor.rowcount)

    def made_many_on(self, connection: sa.Connection, many: Sequence[Mapping[str, Any]]) -> None:
        dialect: Any = connection.dialect
        written = self._written.get(dialect.name) or self._write_for(dialect)
        cursor: Any = connection.connection.cursor()
        try:
            with as_sqlalchemy_says(dialect, written.words):
                cursor.executemany(written.words, [written.filled(values) for values in many])
        finally:
            cursor.close()

    def _write_for(self, dialect: Any) -> Written:
        compiled: Any = self._narrowed(dialect.name == "sqlite").compile(dialect=dialect)
        names = compiled.positiontup if compiled.positional else compiled.binds
        turned = {name: turn for name, turn in compiled._bind_processors.items() if callable(turn)}
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        written = Written(str(compiled), tuple(names), fixed, turned, compiled.positional)
        self._written[dialect.name] = written
        return written

    def _narrowed(self, on_sqlite: bool) -> Statement:
        if isinstance(self._statement, sa.Insert):
            return self._statement.values(organisation=sa.bindparam(OWN)).inline()
        return self._statement.where(is_of(self._statement.table, sa.bindparam(OWN), on_sqlite))


@contextmanager
def as_sqlalchemy_says(dialect: Any, words: str) -> Iterator[None]:
    """The driver's errors, as SQLAlchemy's."""
    try:
        yield
    except dialect.dbapi.Error as error:
        told = (words, None, error, dialect.dbapi.Error)
        raise DBAPIError.instance(*told, hide_parameters=True, dialect=dialect) from error


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
