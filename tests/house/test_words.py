"""Words that judge people, and words about machines that are none of a reader's business."""

import re

import pytest

from tests.house.rooms import ROOT, named, tracked

LISTS = {
    ROOT / "tests/house/test_words.py",
    ROOT / "services/notifications/domain/lint.py",
    ROOT / "services/scheduling/domain/fhir.py",  # a standard's own code, which we cannot reword
}
NEVER = re.compile(
    r"\b(addicts?|abusers?|non-compliant|frequent flyer|drug of choice|relapsers?|hard to reach|unmotivated|"
    r"discharged|terminated|no-?shows?|homeless person|ex-offenders?|felons?|refused treatment)\b",
    re.IGNORECASE,
)
ALIASES = re.compile(r"alias|roster|vocabulary|lint|wording|page_judge|judge", re.IGNORECASE)
MACHINE = re.compile(r"(^|[\s\"'=])/(work|farm|root)/|files\.pythonhosted|index-url", re.MULTILINE)
TEXT = [p for p in tracked() if p.suffix in {".py", ".md", ".html", ".txt", ".toml", ".yaml", ".yml", ".css", ".in"}]


@pytest.mark.parametrize("path", TEXT, ids=named)
def test_no_file_judges_anybody_or_tells_of_one_machine(path):
    text = path.read_text(encoding="utf-8")
    if path not in LISTS and not ALIASES.search(named(path)):
        assert NEVER.findall(text) == []
    if path not in LISTS:
        assert MACHINE.findall(text) == []
