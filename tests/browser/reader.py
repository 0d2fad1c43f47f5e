"""Somebody in front of a screen: opens pages, looks at them, presses what they find. Every page is looked at twice:
by axe-core, and for what it asked of whom."""

import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response

from tests.browser.picture import small

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = os.environ.get("HOLDFAST_PICTURES")
MOST_BYTES, MOST_REQUESTS = 50 * 1024, 3


@cache
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


class Reader:
    """`home` is the only address that may be spoken to; `who` names pictures."""

    def __init__(self, context: BrowserContext, home: str, *, runs_scripts: bool, who: str = "anybody") -> None:
        self.context, self.home, self.runs_scripts, self.who = context, home, runs_scripts, who
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.seen = self.clicks = 0
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", self._count)

    def open(self, path: str, *, status: int = 200) -> "Reader":
        answer = self.page.goto(self.home + path)
        assert answer is not None and answer.status == status, (path, answer and answer.status)
        return self

    def press(self, words: str) -> "Reader":
        """A button or a link with these words; what follows is a page."""
        found = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        with self.page.expect_navigation():
            found.first.click()
        self.clicks += 1
        return self

    def _count(self, answer: Response) -> None:
        """Pages that were looked at; one that only leads on is none."""
        self.seen += answer.request.is_navigation_request() and answer.status != 303

    @property
    def title(self) -> str:
        return self.page.title()

    @property
    def main(self) -> str:
        return self.page.locator("main").inner_text()

    def looks_right(self) -> None:
        """Nothing for axe to say, nothing wider than the screen, nothing asked of anybody else."""
        if self.runs_scripts:
            assert self.complaints() == [], self.page.url
            assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url
        if PICTURES:
            self._picture(Path(PICTURES))
        assert not [url for url in self.asked if not url.startswith(self.home)], self.asked

    def _picture(self, folder: Path) -> None:
        """For a person to look at, by width, whose it is and the path of the page; each id in it is `one`."""
        path = re.sub(r"\W+", "-", re.sub(r"[0-9a-f-]{36}", "one", self.page.url.removeprefix(self.home)))
        width = (self.page.viewport_size or {"width": 0})["width"]
        name = re.sub("-+", "-", f"{width}-{self.who}-{path}").rstrip("-")
        picture = self.page.screenshot(full_page=True)
        (folder / f"{name}.png").write_bytes(self._small(picture) if self.runs_scripts else picture)

    def _small(self, picture: bytes) -> bytes:
        blank = self.context.new_page()
        try:
            return small(blank, picture)
        finally:
            blank.close()

    def complaints(self) -> list[str]:
        """What axe finds by the rules of WCAG 2.2 A and AA, and where."""
        self.page.evaluate(axe())
        wanted: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        found = self.page.evaluate("wanted => axe.run(document, wanted)", wanted)
        return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]
