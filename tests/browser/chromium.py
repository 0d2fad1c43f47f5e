"""Debian's chromium, kept quiet: it speaks to this machine and to nobody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=127.0.0.1;localhost",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@contextmanager
def chromium_for_tests() -> Iterator[Browser]:
    """Skipped, loudly, where there is none; missing is wrong where engines are required."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        words = "no chromium: tests in a real browser need it (apt-get install chromium)"
        if os.environ.get("HOLDFAST_REQUIRE_ENGINES") == "1":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
