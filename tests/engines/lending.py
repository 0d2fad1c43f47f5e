"""Migrated databases, lent with their engine to one test after another: to make them takes longer than most tests."""

import shutil
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg.errors import Error

from deploy.engines.postgres import APPLICATION, PostgresServer
from shared.db.engine import open_engine

Migrate = Callable[[str, str], None]
CONNECTIONS = 24
KEPT = 4
# As a superuser: past the triggers that forbid it, and past the walls. Migrations write no rows of their own. A table
# nobody wrote to has no page, and of a hundred most are such.
EMPTY = """
DO $$ DECLARE each record; BEGIN
  SET LOCAL session_replication_role = replica;
  SET LOCAL lock_timeout = '2s';
  FOR each IN
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
    AND pg_relation_size(oid) > 0
  LOOP
    EXECUTE format('DELETE FROM %I', each.name);
  END LOOP;
  FOR each IN
    SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
  LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', each.name);
  END LOOP;
END $$
"""


class Lending(ABC):
    """`migrate(service, url)` is asked for once a service; every database of it is a copy."""

    def __init__(self, migrate: Migrate) -> None:
        self._migrate = migrate
        self._free: dict[str, list[sa.Engine]] = defaultdict(list)
        self._made = 0

    def lend(self, service: str) -> sa.Engine:
        """An empty database of this service."""
        if self._free[service]:
            return self._free[service].pop()
        self._made += 1
        return open_engine(self._make(service, f"{service}_{self._made}"), connections=CONNECTIONS)

    def give_back(self, service: str, engine: sa.Engine) -> None:
        if self._empty(service, engine):
            self._free[service].append(engine)

    def close(self) -> None:
        for engines in self._free.values():
            for engine in engines:
                engine.dispose()

    @abstractmethod
    def _make(self, service: str, name: str) -> str:
        """The URL of a new one."""

    @abstractmethod
    def _empty(self, service: str, engine: sa.Engine) -> bool:
        """False where it cannot be used again."""


class LentFiles(Lending):
    """SQLite."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        super().__init__(migrate)
        self._folder = folder

    def template(self, service: str) -> Path:
        path = self._folder / f"template-{service}.db"
        if not path.exists():
            self._migrate(service, f"sqlite:///{path}")
        return path

    def _make(self, service: str, name: str) -> str:
        path = self._folder / f"{name}.db"
        shutil.copy(self.template(service), path)
        return f"sqlite:///{path}"

    def _empty(self, service: str, engine: sa.Engine) -> bool:
        """A new file under the old name: whoever still holds the old one writes into nothing."""
        engine.dispose()
        database = str(engine.url.database)
        for each in Path(database).parent.glob(f"{Path(database).name}*"):
            each.unlink()
        shutil.copy(self.template(service), database)
        return True


class LentDatabases(Lending):
    """PostgreSQL."""

    def __init__(self, server: PostgresServer, migrate: Migrate) -> None:
        super().__init__(migrate)
        self._server = server

    def _make(self, service: str, name: str) -> str:
        template = f"template_{service}"
        if not self._server.has_database(template):
            self._migrate(service, self._server.make_database(template))
        self._server.make_database(name, like=template)
        return self._server.url(name, role=APPLICATION)

    def _empty(self, service: str, engine: sa.Engine) -> bool:
        """A few connections are kept: the server takes longer to begin one and to learn the tables than most tests."""
        if engine.pool.checkedout() or engine.pool.checkedin() > KEPT:
            engine.dispose()
        database = str(engine.url.database)
        try:
            with psycopg.connect(self._server.url(database, role="postgres"), autocommit=True) as connection:
                connection.execute(EMPTY)
        except Error:
            engine.dispose()
            self._server.drop_database(database)
            return False
        return True
