from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from deploy.engines.postgres import APPLICATION
from shared.db.common import add_common_tables
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.db.fence import fence
from shared.kernel.actor import Actor
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer

COMMON = sa.MetaData()
add_common_tables(COMMON)
HARBOUR, ADA = new_id(), new_id()
ADA_THE_COACH = Actor(ADA, "coach", HARBOUR)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, settings: Settings, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    """A service of nothing but the tables that every service has."""
    url = _on_postgresql(request) if request.param == "postgresql" else f"sqlite:///{tmp_path / 'common.db'}"
    engine = open_engine(url, connections=24)
    if request.param == "sqlite":
        COMMON.create_all(engine)
    yield make_desk("matching", engine, clock, load_sealer(settings, "matching"), settings)
    engine.dispose()


def _on_postgresql(request: pytest.FixtureRequest) -> str:
    """Made and walled in by the owner, worked in by a role that owns nothing."""
    server = request.getfixturevalue("postgres")
    name = f"common_{new_id().replace('-', '')}"
    owner = open_engine(server.make_database(name))
    with owner.begin() as connection:
        COMMON.create_all(connection)
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num text)"))
        fence(connection, COMMON, application=APPLICATION)
    owner.dispose()
    return str(server.url(name, role=APPLICATION))
