"""For tests that look at rows themselves: past the wall between organisations, as only a superuser may."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from shared.db.engine import open_engine


@contextmanager
def every_row(engine: sa.Engine) -> Iterator[sa.Connection]:
    """What is written here is kept."""
    own = engine
    if engine.dialect.name == "postgresql":
        own = open_engine(engine.url.set(username="postgres").render_as_string(hide_password=False))
    try:
        with own.begin() as connection:
            yield connection
    finally:
        if own is not engine:
            own.dispose()
