import pytest

from tests.service.scheduling.centre import ADA, ADA_AND_BO, BO, BO_AND_CAM, CAM, DEE, DEE_AND_CAM, Centre


@pytest.fixture
def centre(room_for):
    return Centre(room_for("scheduling"))


@pytest.fixture
def open_centre(centre):
    """The matches are heard and both coaches have their hours."""
    for match_id, coach, member in [(ADA_AND_BO, BO, ADA), (DEE_AND_CAM, CAM, DEE), (BO_AND_CAM, CAM, BO)]:
        centre.match(match_id, coach, member)
    for coach in (BO, CAM):
        centre.hours(coach)
    return centre
