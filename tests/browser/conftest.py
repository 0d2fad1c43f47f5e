"""One running product, one browser, one story for the whole tier."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium_for_tests
from tests.browser.reader import Reader
from tests.browser.story import Story
from tests.desk.installation import Installation
from tests.desk.postbox import Postbox

MONDAY_MORNING = datetime(2026, 11, 23, 15, tzinfo=UTC)  # 10:00 in New York


@dataclass(frozen=True)
class Profile:
    name: str
    width: int
    height: int
    language: str
    runs_scripts: bool
    colours: str

    def __str__(self) -> str:
        return self.name


PHONE = Profile("phone", 320, 640, "es", runs_scripts=False, colours="dark")
DESK = Profile("desk", 1280, 800, "en", runs_scripts=True, colours="light")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with chromium_for_tests() as browser:
        yield browser


@pytest.fixture(scope="session")
def story(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Real processes on the embedded engine; begun only where there is a browser to look."""
    with Postbox() as postbox:
        house = Installation(tmp_path_factory.mktemp("house"), postbox, MONDAY_MORNING, {})
        try:
            house.start()
            yield Story(house).tell()
        finally:
            house.stop()


@pytest.fixture(scope="session")
def kept(story: Story) -> dict[tuple[str, str], Any]:
    """Who has signed in, and the cookies they were given."""
    return {}


@pytest.fixture
def reader(chromium: Browser, story: Story, kept: dict[tuple[str, str], Any]) -> Iterator[Callable[..., Reader]]:
    """reader("sam", PHONE): that person, signed in, in front of that screen. Without a name: nobody we know."""
    opened = []

    def somebody(name: str | None, profile: Profile, *, runs_scripts: bool | None = None) -> Reader:
        runs = profile.runs_scripts if runs_scripts is None else runs_scripts
        looks: Any = {"viewport": {"width": profile.width, "height": profile.height}, "color_scheme": profile.colours}
        looks |= {"locale": profile.language, "java_script_enabled": runs}
        looks |= {"storage_state": kept.get((name, profile.language))} if name else {}
        context = chromium.new_context(**looks)
        opened.append(context)
        one = Reader(context, story.house.settings.url_of("portal"), runs_scripts=runs, who=name or "anybody")
        if name and (name, profile.language) not in kept:
            one.open(f"{story.link(name, profile.language)}?lang={profile.language}")
            with one.page.expect_navigation():
                one.page.locator("main button").click()
            kept[name, profile.language] = context.storage_state()
        return one

    yield somebody
    for context in opened:
        context.close()
