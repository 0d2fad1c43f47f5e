import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from shared.db.fence import EVERYWHERE, SETTING
from shared.db.written import as_sqlalchemy_says

WAIT_SECONDS = 5
# A page that many commits touch is copied into the file once every 16 MB of them, not every 4.
COPIED = "wal_autocheckpoint = 4000"
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", COPIED, "foreign_keys = ON", "secure_delete = ON")

TO_WRITE = "BEGIN IMMEDIATE"
KEYS_FILE = "SELECT pg_relation_filepath('person_keys')"
NARROW = "SELECT set_config(%s, %s, true)"


def open_engine(url: str, *, connections: int = 10) -> sa.Engine:
    """SQLite: WAL, BEGIN IMMEDIATE to write, waits of at most 5 s. PostgreSQL: through psycopg 3."""
    engine = _sqlite(url, connections) if url.startswith("sqlite") else _postgresql(url, connections)
    sa.event.listen(engine, "before_execute", _only_what_may_be_seen_from_everywhere)
    return engine


def hasty(engine: sa.Engine) -> sa.Engine:
    """For what may be said again after a power cut, and only then: on SQLite, a connection that does not wait for the
    disk. What it commits outlives its process, however that ends. Elsewhere, the engine itself.
    """
    if engine.dialect.name != "sqlite":
        return engine
    own = _sqlite(engine.url.render_as_string(hide_password=False), 1)
    sa.event.listen(own, "connect", _hurry)
    return own


def _sqlite(url: str, connections: int) -> sa.Engine:
    engine = sa.create_engine(
        url, pool_size=connections, max_overflow=connections, pool_timeout=WAIT_SECONDS, hide_parameters=True
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def empty_the_wal(engine: sa.Engine) -> None:
    """What was deleted or written over is zeroed in a SQLite file (`secure_delete`), yet stands in its -wal until that
    is emptied. Where somebody reads just then, the next time will do.
    """
    if engine.dialect.name == "sqlite" and engine.url.database:
        with closing(sqlite3.connect(engine.url.database, timeout=0.2)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_keys_anew(owner_url: str) -> bool:
    """PostgreSQL leaves what was written over where it stood: a vacuum gives the room back, and zeroes nothing. Keys
    that were destroyed go from the file of their table when that is written anew, by its owner; the table is locked
    meanwhile, for about a second where a hundred thousand people are known.

    Whoever would read it waits behind us while we wait, so we wait only a moment. Answers whether it was done.
    """
    engine = _postgresql(owner_url, 1)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET lock_timeout = '1s'")
            before = connection.exec_driver_sql(KEYS_FILE).scalar()
            connection.exec_driver_sql("VACUUM (FULL) person_keys")
            return bool(connection.exec_driver_sql(KEYS_FILE).scalar() != before)
    except sa.exc.OperationalError:
        return False
    finally:
        engine.dispose()


def _postgresql(url: str, connections: int) -> sa.Engine:
    """A transaction left open would hold up everybody's outbox and vacuum, so the server ends it."""
    options = "-c timezone=UTC -c idle_in_transaction_session_timeout=60s -c lock_timeout=5s"
    return sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=connections,
        max_overflow=connections,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": options, "connect_timeout": 3},
    )


def _prepare(connection: sa.PoolProxiedConnection, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # the driver would say BEGIN late, its own way
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _hurry(connection: sa.PoolProxiedConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    is_reading = connection.get_execution_options().get("reading")
    line: Any = connection.connection.driver_connection
    with as_sqlalchemy_says(connection.dialect, "BEGIN"):  # said by the driver itself: every transaction begins so
        line.execute("BEGIN" if is_reading else TO_WRITE)


def reader(engine: sa.Engine) -> sa.Connection:
    """On SQLite a deferred BEGIN: readers never wait for the writer."""
    return engine.connect().execution_options(reading=True, postgresql_readonly=True)


@contextmanager
def for_reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Across organisations, before there is an actor: where is work? whose is this mark? Of marked tables alone."""
    with reader(engine) as connection:
        yield look_everywhere(connection)


def look_everywhere(connection: sa.Connection) -> sa.Connection:
    """The only place that says so. What it may look at is written at the table (`info=READ_ACROSS`)."""
    narrow(connection, EVERYWHERE)
    return connection.execution_options(everywhere=True)


def narrow(connection: sa.Connection, organisation: str) -> None:
    """Until the transaction ends. SQLite has no second wall."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(NARROW, (SETTING, organisation))


class NotFromEverywhere(Exception):
    """A table was asked for across organisations that does not say it may be."""


def _only_what_may_be_seen_from_everywhere(connection: sa.Connection, asked: Any, *_: object) -> None:
    """PostgreSQL would show nothing at all; said aloud on both engines, it is found at once."""
    if connection.get_execution_options().get("everywhere") and isinstance(asked, sa.ClauseElement):
        for each in visitors.iterate(asked):
            if isinstance(each, sa.Table) and "organisation" in each.c and "across" not in each.info:
                raise NotFromEverywhere(f"{each.name}: see READ_ACROSS in shared/db/fence.py")
