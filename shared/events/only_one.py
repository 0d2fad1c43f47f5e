import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import sqlalchemy as sa

from shared.db.desk import Desk

StillMine = Callable[[], bool]
ASK_EVERY_SECONDS = 1.0  # so long two may do it at once after a connection was lost: what is told twice is heard once


class SomebodyElse(Exception):
    """Another process is doing this. It is taken over when that one is gone."""


@contextmanager
def only_one(desk: Desk, part: str) -> Iterator[StillMine]:
    """Of all processes of this service, one at a time gets in. The lock goes with its process, however it ends."""
    if desk.engine.dialect.name == "postgresql":
        with _advisory_lock(desk, part) as still_mine:
            yield still_mine
    else:
        with _file_lock(desk, part):
            yield lambda: True


@contextmanager
def _file_lock(desk: Desk, part: str) -> Iterator[None]:
    database = Path(str(desk.engine.url.database))
    with database.with_name(f"{database.name}.{part}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SomebodyElse(part) from None
        yield


@contextmanager
def _advisory_lock(desk: Desk, part: str) -> Iterator[StillMine]:
    number = sa.func.hashtextextended(f"{desk.name}.{part}", 0)
    with desk.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(number))).scalar():
            raise SomebodyElse(part)
        try:
            yield _asked_now_and_then(lambda: connection.execute(sa.select(1)).scalar() == 1)
        finally:
            connection.invalidate()


def _asked_now_and_then(ask: StillMine) -> StillMine:
    asked_at = monotonic()

    def still_mine() -> bool:
        nonlocal asked_at
        if monotonic() < asked_at + ASK_EVERY_SECONDS:
            return True
        asked_at = monotonic()
        return ask()

    return still_mine
