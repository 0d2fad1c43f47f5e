from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

OWN = "own_organisation"


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

    def __init__(self, statement: sa.Update | sa.Insert) -> None:
        table: Any = statement.table
        if isinstance(statement, sa.Update):
            self._statement: sa.Update | sa.Insert = statement.where(table.c.organisation == sa.bindparam(OWN))
        else:
            self._statement = statement.values(organisation=sa.bindparam(OWN))
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

    def _write_for(self, dialect: Any) -> Written:
        compiled: Any = self._statement.compile(dialect=dialect)
        names = compiled.positiontup if compiled.positional else compiled.binds
        turned = {name: turn for name, turn in compiled._bind_processors.items() if callable(turn)}
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        written = Written(str(compiled), tuple(names), fixed, turned, compiled.positional)
        self._written[dialect.name] = written
        return written


@contextmanager
def as_sqlalchemy_says(dialect: Any, words: str) -> Iterator[None]:
    """The driver's errors, as SQLAlchemy's."""
    try:
        yield
    except dialect.dbapi.Error as error:
        told = (words, None, error, dialect.dbapi.Error)
        raise DBAPIError.instance(*told, hide_parameters=True, dialect=dialect) from error
