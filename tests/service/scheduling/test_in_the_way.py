"""What could get in the way is asked once, for the two of them and the desk; nobody counts it."""

import pytest
import sqlalchemy as sa

from services.scheduling.store.care_tables import in_the_way
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA,
    ADA_THE_MEMBER,
    BO_THE_COACH,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
)


@pytest.fixture
def centre(open_centre):
    return open_centre


def seen(centre, session, who=BO_THE_COACH):
    return centre.ask("GET", f"/sessions/{session['id']}/in-the-way", who)


def test_asked_at_booking_it_is_read_by_the_two_and_the_desk_and_by_nobody_else(centre):
    session = centre.booked(in_the_way=["ride", "childcare"])
    for who in (ADA_THE_MEMBER, BO_THE_COACH, SAL_AT_THE_DESK):
        assert seen(centre, session, who).json["answers"] == ["ride", "childcare"]
    for who in (DEE_THE_MEMBER, CAM_THE_COACH, SAL_ELSEWHERE):
        assert seen(centre, session, who).status_code == 404
    assert "childcare" not in centre.room.wire()


def test_it_lies_sealed_and_goes_when_the_person_is_erased(centre):
    session = centre.booked(in_the_way=["work_shift"])
    with every_row(centre.room.desk.engine) as connection:
        assert "work_shift" not in connection.execute(sa.select(in_the_way.c.answers)).scalar_one()
    centre.person(ADA, deed="erased", state="erased")
    assert seen(centre, session, SAL_AT_THE_DESK).json["answers"] == []


def test_said_again_it_takes_the_place_of_what_was_said_and_can_be_taken_back(centre):
    session = centre.booked()
    path = f"/sessions/{session['id']}/in-the-way"
    for answers in (["ride"], ["nothing"], []):
        assert centre.ask("PUT", path, ADA_THE_MEMBER, json={"answers": answers}).json["answers"] == answers
        assert seen(centre, session).json["answers"] == answers


@pytest.mark.parametrize("answers", [["nothing", "ride"], ["weather"], "ride", None])
def test_what_cannot_be_meant_is_refused_in_words_and_nothing_is_booked(centre, answers):
    assert centre.book(in_the_way=answers).status_code == 422
    assert centre.types() == []
