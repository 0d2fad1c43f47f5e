from collections.abc import Iterator
from typing import Any

import pytest

from tests.portal.town import APIS, Town, a_town


@pytest.fixture
def town(desk_for: Any, settings: Any) -> Iterator[Town]:
    with a_town(desk_for, settings) as built:
        yield built


@pytest.fixture
def open_town(town: Town) -> Town:
    """With the three services at their doors."""
    town.open(*APIS)
    return town
