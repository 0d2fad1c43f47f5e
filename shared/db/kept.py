"""One connection, kept by one thread for many small changes: fetching it anew took longer than they do."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import sqlalchemy as sa

from shared.db.desk import Desk
from shared.db.transaction import Transaction, as_busy, narrowed
from shared.kernel.actor import Actor


class Kept:
    """Transactions like all others, one after the other. After any error the next one has a fresh connection."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._line: sa.Connection | None = None
        self._is_sqlite = desk.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Transaction]:
        with self._desk.turns.one() if self._is_sqlite else nullcontext(), as_busy():
            try:
                line = self._line = self._line or self._desk.engine.connect()
                line.begin()
                yield Transaction(self._desk, narrowed(line, actor), actor)
                line.commit()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()
