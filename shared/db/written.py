"""A statement as one engine's driver takes it: what is said all the time goes past SQLAlchemy, which wrote it once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

Turn = Callable[[Any], Any]


@dataclass(frozen=True)
class Written:
    """Its words, and by what each value is turned into what the driver knows."""

    words: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    turned: Mapping[str, Turn]
    in_order: bool

    def filled(self, values: Mapping[str, Any]) -> Any:
        told = {**self.fixed, **values} if self.fixed else dict(values)
        for name, turn in self.turned.items():
            told[name] = turn(told[name])
        return [told[name] for name in self.names] if self.in_order else told

    def said_by(self, cursor: Any, dialect: Any, values: Mapping[str, Any]) -> None:
        """Its errors are SQLAlchemy's, like everybody's."""
        try:
            cursor.execute(self.words, self.filled(values))
        except dialect.dbapi.Error as error:
            raise as_sqlalchemy_says_it(dialect, self.words, error) from error


def written(compiled: Any) -> Written:
    """Lists that are always the same are written out; what is told each time is one value."""
    told_later = {name: None for name, bind in compiled.binds.items() if bind.required}
    state = compiled.construct_expanded_state(told_later)
    turns = {**compiled._bind_processors, **state.processors}
    turned = {name: turn for name, turn in turns.items() if callable(turn) and name in state.parameters}
    fixed = {name: value for name, value in state.parameters.items() if name not in told_later}
    return Written(state.statement, tuple(state.positiontup or ()), fixed, turned, compiled.positional)


@contextmanager
def as_sqlalchemy_says(dialect: Any, words: str) -> Iterator[None]:
    """The driver's errors, as SQLAlchemy's."""
    try:
        yield
    except dialect.dbapi.Error as error:
        raise as_sqlalchemy_says_it(dialect, words, error) from error


def as_sqlalchemy_says_it(dialect: Any, words: str, error: Any) -> Exception:
    told = (words, None, error, dialect.dbapi.Error)
    said: Exception = DBAPIError.instance(*told, hide_parameters=True, dialect=dialect)
    return said


def the_cursor_of(connection: sa.Connection) -> Any:
    return connection.connection.cursor()
