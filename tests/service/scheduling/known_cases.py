"""Other people's cases, in our own words, and the zones in which our server may stand when they are asked."""

import json
import os
import time
from contextlib import contextmanager
from pathlib import Path

CASES = json.loads((Path(__file__).parents[2] / "cases" / "scheduling.json").read_text())["cases"]
SERVERS = ["UTC", "America/New_York", "Australia/Lord_Howe"]


@contextmanager
def standing_in(zone):
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
