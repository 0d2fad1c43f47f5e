import sqlalchemy as sa

WAIT_SECONDS = 5
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def open_engine(url: str, *, connections: int = 10) -> sa.Engine:
    """SQLite: WAL, BEGIN IMMEDIATE to write, waits of at most 5 s. PostgreSQL: through psycopg 3."""
    if url.startswith("sqlite"):
        return _sqlite(url, connections)
    return _postgresql(url, connections)


def _sqlite(url: str, connections: int) -> sa.Engine:
    engine = sa.create_engine(
        url, pool_size=connections, max_overflow=connections, pool_timeout=WAIT_SECONDS, hide_parameters=True
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


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


def _begin(connection: sa.Connection) -> None:
    is_reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def for_reading(engine: sa.Engine) -> sa.Connection:
    """On SQLite a deferred BEGIN: readers never wait for the writer."""
    return engine.connect().execution_options(reading=True, postgresql_readonly=True)
