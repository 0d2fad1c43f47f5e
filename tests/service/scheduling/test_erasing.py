import pytest

from services.scheduling.store.tables import metadata
from shared.db.transaction import reading
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
)
from tests.service.scheduling.test_calendars import TUESDAY, calendar, put


@pytest.fixture
def centre(open_centre):
    open_centre.person(ADA)
    open_centre.person(BO, kinds=["coach"])
    return open_centre


def rows_that_name(centre, person_id):
    """Every table in which the id still stands, when all is told."""
    centre.settle()
    with reading(centre.room.desk, SAL_AT_THE_DESK) as rx:
        return {
            name
            for name, table in metadata.tables.items()
            for row in rx.rows(table)
            if person_id in map(str, dict(row).values())
        }


def test_who_is_forgotten_leaves_numbers_and_no_story(centre):
    met = centre.booked(starts_at="2026-11-23T14:00:00Z")
    centre.booked()
    centre.room.clock.at = centre.room.clock.at.replace(hour=16)
    told = {"person_id": ADA, "kind": "call", "at": "2026-11-23T15:00:00Z", "minutes": 10, "outcome": "talked"}
    assert centre.ask("POST", "/contacts", BO_THE_COACH, json=told | {"note": "glad to hear"}).status_code == 201
    feed = centre.ask("POST", "/calendars", ADA_THE_MEMBER, json={"person_id": ADA}).json["url"]
    centre.person(ADA, deed="erased", state="erased")
    assert rows_that_name(centre, ADA) <= {"people", "parties", "sessions", "person_keys", "audit", "outbox"}
    assert centre.room.ask("GET", feed[feed.index("/calendars") :], None).status_code == 404
    assert TUESDAY_TEN in centre.openings(SAL_AT_THE_DESK, coach_id=BO)
    assert centre.ask("GET", f"/sessions/{met['id']}", SAL_AT_THE_DESK).status_code == 200
    [contact] = centre.ask("GET", f"/contacts?coach_id={BO}", BO_THE_COACH).json["items"]
    assert (contact["person_id"], contact.get("note"), contact["minutes"]) == (None, None, 10)


def test_late_news_brings_nobody_back(centre):
    centre.person(ADA, deed="erased", state="erased")
    centre.match(ADA_AND_BO, BO, ADA)
    centre.person(ADA, deed="changed")
    assert centre.book(SAL_AT_THE_DESK).json["code"] == "ended"
    assert rows_that_name(centre, ADA) <= {"people", "parties", "person_keys", "outbox"}


def test_a_coach_who_is_forgotten_is_bookable_nowhere(centre):
    put(centre, calendar(TUESDAY))
    centre.person(BO, deed="erased", kinds=["coach"], state="erased")
    assert centre.bookable() == []
    assert rows_that_name(centre, BO) <= {"people", "parties", "hours", "person_keys", "coaches", "outbox"}
