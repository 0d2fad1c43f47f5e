"""A missing engine is said aloud: its tests are skipped here, and do not pass where engines are required."""

import os
from typing import NoReturn

import pytest

from deploy.engines.missing import EngineMissing


def is_required() -> bool:
    return os.environ.get("HOLDFAST_REQUIRE_ENGINES") == "1"


def without(missing: EngineMissing) -> NoReturn:
    if is_required():
        pytest.fail(f"HOLDFAST_REQUIRE_ENGINES=1, and {missing}")
    pytest.skip(str(missing))
