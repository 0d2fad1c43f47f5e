"""For tests that look at rows themselves: past the wall between organisations, as only a superuser may."""

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from shared.db.engine import open_engine

_superusers: WeakKeyDictionary[sa.Engine, sa.Engine] = WeakKeyDictionary()


@contextmanager
def every_row(engine: sa.Engine) -> Iterator[sa.Connection]:
    """What is written here is kept."""
    with _superuser(engine).begin() as connection:
        yield connection


def _superuser(engine: sa.Engine) -> sa.Engine:
    """One a database, for as long as that is in use: a property test looks thousands of times."""
    if engine.dialect.name == "sqlite":
        return engine
    if engine not in _superusers:
        own = open_engine(engine.url.set(username="postgres").render_as_string(hide_password=False))
        sa.event.listen(engine, "engine_disposed", lambda _: own.dispose())
        _superusers[engine] = own
    return _superusers[engine]
