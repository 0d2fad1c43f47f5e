from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.db.common import add_common_tables
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.kernel.actor import Actor
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer

HARBOUR, ADA = new_id(), new_id()
ADA_THE_COACH = Actor(ADA, "coach", HARBOUR)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, settings: Settings, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    """A service of nothing but the tables that every service has."""
    url = f"sqlite:///{tmp_path / 'common.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").make_database(f"common_{new_id().replace('-', '')}")
    metadata = sa.MetaData()
    add_common_tables(metadata)
    engine = open_engine(url, connections=24)
    metadata.create_all(engine)
    yield make_desk("matching", engine, clock, load_sealer(settings, "matching"), settings)
    engine.dispose()
