"""Migrated databases on PostgreSQL, lent to one test after another: to make one takes longer than most tests."""

from collections import defaultdict
from collections.abc import Callable

import psycopg
from psycopg.errors import Error

from deploy.engines.postgres import PostgresServer

# As a superuser: past the triggers that forbid it, and past the walls. Migrations write no rows of their own.
EMPTY = """
DO $$ DECLARE each record; BEGIN
  SET LOCAL session_replication_role = replica;
  SET LOCAL lock_timeout = '2s';
  FOR each IN
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP
    EXECUTE format('DELETE FROM %I', each.name);
  END LOOP;
  FOR each IN
    SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'
  LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', each.name);
  END LOOP;
END $$
"""


class LentDatabases:
    """`migrate(service, url)` is asked for once a service; every database of it is a copy."""

    def __init__(self, server: PostgresServer, migrate: Callable[[str, str], None]) -> None:
        self._server, self._migrate = server, migrate
        self._free: dict[str, list[str]] = defaultdict(list)
        self._templates: dict[str, str] = {}
        self._made = 0

    def lend(self, service: str) -> str:
        """The name of an empty database of this service."""
        return self._free[service].pop() if self._free[service] else self._make(service)

    def give_back(self, service: str, name: str) -> None:
        """Emptied for the next; one that somebody still holds on to is thrown away."""
        try:
            with psycopg.connect(self._server.url(name, role="postgres"), autocommit=True) as connection:
                connection.execute(EMPTY)
        except Error:
            self._server.drop_database(name)
        else:
            self._free[service].append(name)

    def _make(self, service: str) -> str:
        self._made += 1
        name = f"{service}_{self._made}"
        self._server.make_database(name, like=self._template(service))
        return name

    def _template(self, service: str) -> str:
        if service not in self._templates:
            self._templates[service] = f"template_{service}"
            self._migrate(service, self._server.make_database(f"template_{service}"))
        return self._templates[service]
