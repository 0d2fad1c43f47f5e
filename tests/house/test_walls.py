"""Each wall is leaned on: a forbidden import, slipped in, must break `lint-imports`."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import ROOT

SNEAKED = """
services/scheduling/api/sneak.py       services.scheduling.store.sessions
services/scheduling/api/sneak.py       services.scheduling.handlers.matches
services/scheduling/api/sneak.py       shared.db.transaction
services/scheduling/api/sneak.py       sqlalchemy
services/scheduling/handlers/sneak.py  services.scheduling.store.sessions
services/scheduling/handlers/sneak.py  services.scheduling.api.schemas
services/scheduling/handlers/sneak.py  shared.db.engine
services/scheduling/handlers/sneak.py  shared.web.context
services/scheduling/app.py             shared.bus.local
services/scheduling/actions/sneak.py   services.scheduling.api.schemas
services/scheduling/actions/sneak.py   flask
services/scheduling/actions/sneak.py   sqlalchemy
services/scheduling/actions/sneak.py   shared.bus.memory
services/scheduling/store/sneak.py     services.scheduling.actions.sessions
services/scheduling/store/sneak.py     flask
services/scheduling/store/sneak.py     shared.bus.local
services/scheduling/domain/sneak.py    services.scheduling.store.tables
services/scheduling/domain/sneak.py    sqlalchemy
services/scheduling/domain/sneak.py    shared.db.columns
services/scheduling/utils.py           json
services/matching/sneak.py             services.scheduling.domain.session
services/portal/pages/sneak.py         services.matching.domain.ranking
services/portal/pages/sneak.py         sqlalchemy
cli/sneak.py                           services.matching.store.tables
cli/sneak.py                           sqlalchemy
shared/kernel/sneak.py                 shared.contracts.envelope
shared/kernel/sneak.py                 flask
shared/contracts/sneak.py              shared.bus.local
shared/db/sneak.py                     shared.bus.local
shared/db/sneak.py                     services.scheduling.worker
shared/web/sneak.py                    shared.events.relay
shared/web/sneak.py                    shared.bus.port
"""


LINES = [line.split() for line in SNEAKED.split("\n") if line]


def copied(place):
    for room in ("shared", "services", "cli"):
        shutil.copytree(ROOT / room, place / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def lint(house):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=house, capture_output=True, text=True)


@pytest.fixture(scope="module")
def leaned_on(tmp_path_factory):
    """One copy of the house with every import slipped in at once, each in a file of its own: one report of them all."""
    house = copied(tmp_path_factory.mktemp("leaned on"))
    for number, (file, name) in enumerate(LINES):
        sneak = house / sneaked(file, number)
        sneak.parent.mkdir(parents=True, exist_ok=True)
        with sneak.open("a") as kept:
            kept.write(f"\nimport {name}\n")
    return lint(house).stdout


def sneaked(file, number):
    return file.replace("sneak.py", f"sneak{number}.py")


def test_the_walls_stand(tmp_path):
    told = lint(copied(tmp_path))
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("number", range(len(LINES)), ids=[" ".join(line) for line in LINES])
def test_a_wall_holds_when_leaned_on(leaned_on, number):
    file, name = LINES[number]
    module = sneaked(file, number).removesuffix(".py").replace("/", ".")
    assert re.search(rf"{re.escape(module)}\b", leaned_on)
