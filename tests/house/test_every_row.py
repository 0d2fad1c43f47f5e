"""A test that looked at rows through the service's own engine would find none on PostgreSQL, and be content."""

import re

from tests.house.rooms import ROOT, named, tracked

MAY = {
    "tests/contract/test_walls.py",
    "tests/house/test_schemas.py",
    "tests/house/test_every_row.py",
    "tests/conftest.py",
}


def test_tests_look_past_the_wall_on_purpose():
    """See tests/desk/seeing.py."""
    found = [named(p) for p in tracked("tests/service/*.py", "tests/portal/*.py", "tests/contract/*.py")]
    looks = re.compile(r"desk\.engine\.(connect|begin)\(")
    assert [name for name in found if name not in MAY and looks.search((ROOT / name).read_text())] == []
