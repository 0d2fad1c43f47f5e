import pytest

from tests.service.matching.house import House


@pytest.fixture
def house(room_for):
    """An organisation's people behind matching's door, on each engine."""
    return House(room_for("matching"))
