"""One connection, kept by one thread for many small changes: fetching it anew took longer than they do."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from shared.db.changes import Change
from shared.db.desk import Desk
from shared.db.engine import NARROW, TO_WRITE
from shared.db.fence import SETTING
from shared.db.shapes import OWN
from shared.db.transaction import as_busy, of_one
from shared.db.written import as_sqlalchemy_says
from shared.kernel.actor import Actor


@dataclass
class Making:
    """A transaction in which changes written out beforehand are made, and nothing else."""

    desk: Desk
    actor: Actor
    cursor: Any

    @cached_property
    def now(self) -> datetime:
        return self.desk.clock.now()

    def make(self, change: Change, **values: Any) -> int:
        """How many rows it touched."""
        return change.made_by(self.cursor, self.desk.engine.dialect, values | {OWN: self.actor.organisation})


class Kept:
    """Changes, one transaction after the other. After any error the next one has a fresh connection."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._line: Any = None
        self._cursor: Any = None
        self._dialect: Any = desk.engine.dialect
        self._is_sqlite = self._dialect.name == "sqlite"

    @contextmanager
    def making(self, actor: Actor) -> Iterator[Making]:
        with self._desk.turns.one() if self._is_sqlite else nullcontext(), as_busy():
            try:
                self._begin(actor)
                yield Making(self._desk, actor, self._cursor)
                with as_sqlalchemy_says(self._dialect, "COMMIT"):
                    self._dialect.do_commit(self._line)
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _begin(self, actor: Actor) -> None:
        """As SQLAlchemy would, without its objects for it."""
        if self._line is None:
            self._line = self._desk.engine.raw_connection()
            self._cursor = self._line.cursor()
        with as_sqlalchemy_says(self._dialect, "BEGIN"):
            self._dialect.do_begin(self._line)
            if self._is_sqlite:
                self._cursor.execute(TO_WRITE)
            else:
                self._cursor.execute(NARROW, (SETTING, of_one(actor)))
