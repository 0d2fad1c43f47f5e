"""The pictures that README and the tour show are here, small, and real; and none lies about that nobody shows."""

import re
from pathlib import Path

import numpy as np

from tests.browser.picture import HEAD, packed

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/pages.md")
MOST_BYTES = 1_000_000


def shown() -> set[Path]:
    found = set()
    for page in PAGES:
        words = (ROOT / page).read_text(encoding="utf-8")
        links = re.findall(r'(?:!\[[^\]]+\]\(|src=")([^)"]+\.png)', words)
        found |= {(ROOT / page).parent.joinpath(link).resolve() for link in links}
    return found


def test_every_picture_that_is_shown_is_there_and_every_other_is_not():
    assert shown() == set((ROOT / "docs/pictures").glob("*.png")) and len(shown()) >= 8


def test_together_they_are_small():
    sizes = {path.name: path.stat().st_size for path in shown()}
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert all(path.read_bytes().startswith(HEAD) for path in shown())


def test_a_picture_of_many_colours_becomes_one_of_few():
    many = np.arange(64 * 64 * 3, dtype=np.uint32).astype(np.uint8).reshape(64, 64, 3)
    many[:, :, 1] = np.arange(64)[:, None] * 4
    assert len(packed(many)) < len(many.tobytes()) and packed(many).startswith(HEAD + b"\x00\x00\x00\rIHDR")
