import ast
import re
import sys

import pytest

from shared.db.columns import Instant
from shared.db.common import common
from shared.kernel.settings import SERVICES
from tests.house.rooms import ROOT, named, tables_of, tracked

FILES = tracked("*.py")
PURE = [path for path in FILES if path.parent == ROOT / "shared/kernel" or path.parent.name == "domain"]
ALLOWED = {"numpy"}  # in matching's ranking
INSTALLATION = {"heartbeats"}  # tables of the installation, of no organisation
NEVER_NAMES = {"utils.py", "helpers.py", "manager.py", "base.py", "misc.py", "common_utils.py"}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_file_outgrows_its_room(path):
    assert len(path.read_text().splitlines()) <= 300
    assert path.name not in NEVER_NAMES


@pytest.mark.parametrize("path", PURE, ids=named)
def test_the_pure_rooms_import_the_standard_library_and_one_another(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom | ast.Import):
            name = getattr(node, "module", None) or node.names[0].name
            own = name.startswith("shared.kernel") or ".domain" in name
            numbers = name in ALLOWED and "services/matching/domain" in str(path)
            assert own or numbers or name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_says_whose_its_rows_are(service):
    assert not [name for name, table in tables_of(service).items() if "organisation" not in table.c]


@pytest.mark.parametrize("service", SERVICES)
def test_every_time_in_a_table_is_an_instant(service):
    for table in tables_of(service).values():
        for column in table.c:
            assert column.name != "created" and not (
                re.search(r"(^|_)(at|until|from)$", column.name)
                and not isinstance(column.type, Instant)
                and column.type.python_type is not str
            ), f"{table.name}.{column.name}"


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_common_tables(service):
    assert set(common.tables) <= set(tables_of(service))


def test_the_store_reaches_rows_only_through_the_actor():
    stores = [path for path in FILES if path.parent.name == "store"]
    assert not [named(path) for path in stores if ".connection" in path.read_text()]


def test_nobody_asks_the_database_what_time_it_is():
    told = [path for path in FILES if path.parts[-2] in ("store", "migrations")]
    assert not [
        named(path) for path in told if re.search(r"func\.now|CURRENT_TIMESTAMP|datetime\('now'", path.read_text())
    ]
