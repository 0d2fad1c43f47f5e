from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.engines.postgres import APPLICATION, OWNER
from shared.kernel.ids import new_id
from shared.kernel.settings import SERVICES
from tests.desk.installation import Installation
from tests.desk.postbox import Postbox

MONDAY_MORNING = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 in New York


@pytest.fixture(scope="package")
def postbox() -> Iterator[Postbox]:
    with Postbox() as box:
        yield box


@pytest.fixture(scope="package", params=["embedded", "engines"])
def house(request: pytest.FixtureRequest, postbox: Postbox, tmp_path_factory: pytest.TempPathFactory):
    """Every process of the product, running."""
    engines = {} if request.param == "embedded" else request.getfixturevalue("engines")()
    home: Path = tmp_path_factory.mktemp(f"house-{request.param}")
    running = Installation(home, postbox, MONDAY_MORNING, engines)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def engines(postgres, kafka) -> Callable[[], dict[str, str]]:
    """Fresh databases on the real PostgreSQL, and the real broker."""

    def fresh() -> dict[str, str]:
        run = new_id().replace("-", "")
        for service in SERVICES:
            postgres.make_database(f"j{run}_{service}")
        urls = {
            "HOLDFAST_DATABASE_URL": postgres.url(f"j{run}_{{service}}", role=APPLICATION),
            "HOLDFAST_DATABASE_OWNER_URL": postgres.url(f"j{run}_{{service}}", role=OWNER),
        }
        return urls | {"HOLDFAST_KAFKA": kafka.servers}

    return fresh
