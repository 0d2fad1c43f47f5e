"""What docs/security/ says is shown by a test is shown by a test that exists."""

import ast
import re

import pytest

from tests.house.rooms import ROOT

PAGES = sorted((ROOT / "docs" / "security").glob("*.md"))
NAMED = re.compile(r"`(tests/[\w/]+(?:\.py)?)?(?:::(\w+))?`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_is_named_is_there(page):
    """A file by its path; a test by its name behind it, or behind the path before it."""
    missing, file, named = [], "", 0
    for path, test in NAMED.findall(page.read_text()):
        file, named = path or file, named + bool(path)
        if not (ROOT / file).exists() or (test and test not in collected_in(file)):
            missing.append(f"{file}::{test}")
        elif file.endswith(".py") and "/test_" in file and not collected_in(file):
            missing.append(f"{file} holds no test")
    assert named and missing == []


def collected_in(file):
    """As pytest collects them."""
    tree = ast.parse((ROOT / file).read_text())
    made = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return {node.name for node in made if node.name.lower().startswith("test")} | {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.lower().startswith("test")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_stands_in_brackets_is_a_file_of_tests(page):
    """`threats.md` and `adversarial.md` name them so, without the folder."""
    known = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    named = re.findall(r"`(test_\w+)`", page.read_text())
    assert [name for name in named if name not in known] == []


def test_a_requirement_names_single_tests():
    """A file may hold forty: nobody would look for the one that is meant."""
    lines = (ROOT / "docs" / "security" / "requirements.md").read_text()
    table = [line for line in lines.splitlines() if line.startswith("| ")]
    assert [line for line in table if re.search(r"`tests/[\w/]+\.py`", line)] == []


def test_every_requirement_has_a_line():
    lines = (ROOT / "docs" / "security" / "requirements.md").read_text()
    assert [f"P-{number:02}" for number in range(1, 23) if f"| P-{number:02} |" not in lines] == []
