"""Each service's schema, step by step, by Alembic. Expand, release, contract: one version older still runs."""

from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.fence import fence, lift
from shared.db.transaction import writer

HERE = Path(__file__).parent / "alembic"


def migrate(desk: Desk, *, application: str | None = None) -> str:
    """Bring the database to the newest version. Safe to run again, and by two at once.

    `application`: on PostgreSQL, the role that the service works as, where that is not the owner's.
    """
    with writer(desk) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(4_711)))
        config = _config(desk.name, connection)
        if MigrationContext.configure(connection).get_current_revision() != _newest(desk.name):
            lift(connection)
            command.upgrade(config, "head")
        fence(connection, config.attributes["metadata"], application=application)
    return _newest(desk.name)


def draft(desk: Desk, words: str) -> None:
    """Write a revision from what the tables say and the database does not have yet. Read it before you keep it."""
    with desk.engine.begin() as connection:
        command.revision(_config(desk.name, connection), message=words, autogenerate=True, rev_id=_next(desk.name))


def head_trouble(desk: Desk) -> str | None:
    """None if we can work with this database: its version is ours, or one we know to be newer than needed."""
    with for_reading(desk.engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return "not migrated"
    known = [script.revision for script in _scripts(desk.name).walk_revisions()]
    if current not in known:
        return f"of a newer version ({current}) than this program knows"
    return None if known.index(current) <= 1 else f"of version {current}, too old"


def _config(service: str, connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(_versions(service)))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = import_module(f"services.{service}.store.tables").metadata
    return config


def _scripts(service: str) -> ScriptDirectory:
    return ScriptDirectory(str(HERE), version_locations=[str(_versions(service))])


def _versions(service: str) -> Path:
    return Path(__file__).parents[2] / "services" / service / "migrations"


def _newest(service: str) -> str:
    return str(_scripts(service).get_current_head())


def _next(service: str) -> str:
    return f"{len(list(_versions(service).glob('[0-9]*.py'))) + 1:04}"
