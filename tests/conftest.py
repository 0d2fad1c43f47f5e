"""Desks for every service, on both engines. What a service needs beyond that stands in its own folder."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from deploy.engines.kafka import KafkaBroker
from deploy.engines.postgres import APPLICATION, PostgresServer
from shared.bus.memory import MemoryBus
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.db.migrate import migrate
from shared.kernel.clock import FixedClock
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer, make_keys
from tests.desk.room import Room
from tests.engines.folder import own_folder
from tests.engines.kafka import kafka_for_tests
from tests.engines.lending import LentDatabases, LentFiles
from tests.engines.postgres import postgres_for_tests

hypothesis.settings.register_profile("short", max_examples=40, stateful_step_count=25, deadline=None)
hypothesis.settings.register_profile("long", max_examples=2_000, stateful_step_count=50, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

NINE_ON_MONDAY = datetime(2026, 11, 23, 14, tzinfo=UTC)  # 9:00 in New York
DeskFor = Callable[[str], Desk]


class ByWhatRuns(LoadScopeScheduling):
    """What is tried on one running product stays in one process: it is begun once, and its story is told in order.

    The last parameter names it: `[embedded]`, `[engines]`, `[anybody-phone]`. Marks cannot: what pytest-xdist 3.8
    writes behind a name for its own groups, pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.rpartition("[")[2].rpartition("-")[2]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    return ByWhatRuns(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def settings() -> Iterator[Settings]:
    home = own_folder()
    told = Settings(home=home, calls_a_minute=0)
    make_keys(told)
    yield told
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL for this run; without one its tests are skipped, loudly, unless engines are required."""
    with postgres_for_tests() as server:
        yield server


@pytest.fixture(scope="session")
def kafka() -> Iterator[KafkaBroker]:
    """A real broker for this run; skipped or required like PostgreSQL."""
    with kafka_for_tests() as broker:
        yield broker


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NINE_ON_MONDAY)


@pytest.fixture(scope="session")
def sqlite_files(settings: Settings) -> LentFiles:
    return LentFiles(settings.home, lambda service, url: _migrated(service, url, settings))


@pytest.fixture(scope="session")
def sqlite_templates(sqlite_files: LentFiles) -> Callable[[str], Path]:
    """One migrated file a service, to be copied."""
    return sqlite_files.template


@pytest.fixture(scope="session")
def postgres_databases(settings: Settings, postgres: PostgresServer) -> Iterator[LentDatabases]:
    lending = LentDatabases(postgres, lambda service, url: _migrated(service, url, settings))
    yield lending
    lending.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def desk_for(request: pytest.FixtureRequest, settings: Settings, clock: FixedClock) -> Iterator[DeskFor]:
    """desk_for("scheduling"): a migrated database of that service, on each engine."""
    lending = request.getfixturevalue({"sqlite": "sqlite_files", "postgresql": "postgres_databases"}[request.param])
    desks: list[Desk] = []

    def desk(service: str) -> Desk:
        engine = lending.lend(service)
        desks.append(make_desk(service, engine, clock, load_sealer(settings, service), settings))
        return desks[-1]

    yield desk
    for each in desks:
        lending.give_back(each.name, each.engine)


@pytest.fixture
def room_for(desk_for: DeskFor) -> Callable[[str], Room]:
    """room_for("scheduling"): the service behind its door, hearing and telling over a bus in memory."""
    return lambda service: Room(desk_for(service), MemoryBus())


def _migrated(service: str, url: str, settings: Settings) -> None:
    engine = open_engine(url)
    desk = make_desk(service, engine, FixedClock(NINE_ON_MONDAY), load_sealer(settings, service), settings)
    migrate(desk, application=APPLICATION)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
