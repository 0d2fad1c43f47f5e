"""What docs/security/ says is shown by a test is shown by a test that exists."""

import re

import pytest

from tests.house.rooms import ROOT

PAGES = sorted((ROOT / "docs" / "security").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_is_named_is_there(page):
    named = re.findall(r"`(tests/[\w/]+(?:\.py)?)`", page.read_text())
    assert named and [name for name in named if not (ROOT / name).exists()] == []


def test_every_requirement_has_a_line():
    lines = (ROOT / "docs" / "security" / "requirements.md").read_text()
    assert [f"P-{number:02}" for number in range(1, 23) if f"| P-{number:02} |" not in lines] == []
