"""What the migrations make is what the tables say, on both engines; triggers and constraints stand after every step."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from shared.db.migrate import head_trouble, migrate
from shared.kernel.settings import SERVICES
from tests.desk.seeing import every_row
from tests.house.rooms import ROOT, tables_of

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
EXCLUSIONS = "SELECT conname FROM pg_constraint WHERE contype = 'x'"
GUARDS = {"scheduling": {"engagements_no_overlap"}}


@pytest.mark.parametrize("service", SERVICES)
def test_the_migrations_make_what_the_tables_say(service, desk_for):
    desk = desk_for(service)
    metadata = sa.MetaData()
    for table in tables_of(service).values():
        table.to_metadata(metadata)
    with desk.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert [step for step in compare_metadata(context, metadata) if "engagements_no_overlap" not in str(step)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_guards_the_tables_stands_after_every_migration(service, desk_for):
    desk = desk_for(service)
    ask = TRIGGERS if desk.engine.dialect.name == "sqlite" else EXCLUSIONS
    with desk.engine.connect() as connection:
        names = {
            name.removesuffix("_INSERT").removesuffix("_UPDATE") for name in connection.execute(sa.text(ask)).scalars()
        }
    assert GUARDS.get(service, set()) <= names


@pytest.mark.parametrize("service", SERVICES)
def test_migrating_again_changes_nothing(service, desk_for):
    desk = desk_for(service)
    assert migrate(desk) and head_trouble(desk) is None


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_a_first_step(service):
    assert sorted(path.name[:4] for path in (ROOT / "services" / service / "migrations").glob("[0-9]*.py"))[0] == "0001"


def test_a_database_from_the_future_is_refused_in_words(desk_for):
    desk = desk_for("matching")
    with every_row(desk.engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version" in (head_trouble(desk) or "")
