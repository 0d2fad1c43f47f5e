from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from services.scheduling.store.tables import calendars
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import ADA, BO_THE_COACH, DEE, SAL_AT_THE_DESK, SAL_ELSEWHERE, TUESDAY_TEN

AT_TEN = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def centre(open_centre):
    open_centre.person(ADA)
    open_centre.person(DEE)
    return open_centre


def made(centre, person=ADA, **how):
    return centre.ask("POST", "/calendars", json={"person_id": person}, **how)


def read(centre, url):
    """As a calendar asks: no token, only the address."""
    return centre.room.ask("GET", url.removeprefix(centre.room.desk.settings.public_url), None)


def entries(centre, url):
    return Calendar.from_ical(read(centre, url).get_data()).walk("VEVENT")


def test_a_calendar_follows_what_is_booked_moved_and_cancelled(centre):
    url = made(centre).json["url"]
    assert entries(centre, url) == []
    session = centre.booked()
    (entry,) = entries(centre, url)
    assert (entry["DTSTART"].dt, str(entry["UID"]), entry["SEQUENCE"]) == (AT_TEN, session["id"], 0)
    centre.do(session, "move", starts_at="2026-11-25T15:00:00Z")
    centre.do(session, "cancellation")
    (entry,) = entries(centre, url)
    assert (entry["STATUS"], entry["SEQUENCE"], str(entry["UID"])) == ("CANCELLED", 2, session["id"])


def test_its_zone_is_written_out_so_that_summer_is_right_too(centre):
    url = made(centre).json["url"]
    rule = {
        "match_id": centre.booked()["match_id"],
        "starts_at": "2026-12-01T15:00:00Z",
        "rrule": "FREQ=WEEKLY;COUNT=17",
    }
    assert centre.ask("POST", "/series", json=rule).status_code == 201
    sheet = Calendar.from_ical(read(centre, url).get_data())
    (zone,) = sheet.walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York" and {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    written = zone.to_tz()
    for entry in sheet.walk("VEVENT"):
        wall = entry["DTSTART"].dt.replace(tzinfo=None)
        assert wall.hour == 10 and wall.replace(tzinfo=written).utcoffset() == entry["DTSTART"].dt.utcoffset()


def test_it_says_a_time_and_nothing_else(centre):
    url = made(centre).json["url"]
    centre.booked()
    text = read(centre, url).get_data(as_text=True)
    assert "SUMMARY:Meeting" in text
    assert not [word for word in ("LOCATION", "ATTENDEE", "ORGANIZER", "DESCRIPTION", "recover", ADA) if word in text]


def test_an_address_taken_back_shows_nothing_any_more(centre):
    told = made(centre).json
    assert read(centre, told["url"]).status_code == 200
    assert centre.ask("DELETE", f"/calendars/{told['id']}", SAL_ELSEWHERE).status_code == 404
    assert centre.ask("DELETE", f"/calendars/{told['id']}").status_code == 204
    assert read(centre, told["url"]).status_code == 404


def test_one_makes_a_calendar_for_oneself_and_the_desk_for_anybody(centre):
    assert made(centre, DEE).status_code == 404
    assert made(centre, DEE, actor=BO_THE_COACH).status_code == 404
    assert made(centre, DEE, actor=SAL_AT_THE_DESK).status_code == 201
    assert made(centre, DEE, actor=SAL_ELSEWHERE).status_code == 404


def test_the_secret_is_not_in_the_database_and_ends_with_the_person(centre):
    url = made(centre).json["url"]
    secret = url.rsplit("/", 1)[1].removesuffix(".ics")
    with every_row(centre.room.desk.engine) as connection:
        (row,) = connection.execute(sa.select(calendars)).mappings()
    assert len(secret) >= 32 and secret not in str(dict(row))
    centre.booked(starts_at=TUESDAY_TEN)
    centre.person(ADA, deed="changed", state="died")
    assert read(centre, url).status_code == 404
