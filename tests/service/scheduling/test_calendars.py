import gzip
import os
from pathlib import Path

import pytest

from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM_THE_COACH,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
)

SAMPLES = Path(os.environ.get("HOLDFAST_SAMPLES", Path(__file__).parents[4] / "shared" / "data")) / "ics"
FILES = sorted(SAMPLES.glob("*/*.ics"))
TUESDAY = "DTSTART;TZID=America/New_York:20261124T100000\nDTEND;TZID=America/New_York:20261124T110000"
needs_samples = pytest.mark.skipif(not FILES, reason="no sample calendars; HOLDFAST_SAMPLES says where they are")


@pytest.fixture
def centre(open_centre):
    return open_centre


def put(centre, text, name="work", actor=BO_THE_COACH, type="text/calendar; charset=utf-8"):
    path = f"/coaches/{BO}/busy-calendars/{name}"
    return centre.ask("PUT", path, actor, data=text, headers={"Content-Type": type})


def calendar(*events):
    told = [f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT" for n, event in enumerate(events)]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a test//", *told, "END:VCALENDAR"])


def test_a_busy_hour_is_not_offered_nor_booked(centre):
    answer = put(centre, calendar(TUESDAY))
    assert (answer.status_code, answer.json["busy_times"]) == (200, 1)
    assert TUESDAY_TEN not in centre.openings() and TUESDAY_TEN not in centre.bookable()
    assert centre.book().json["code"] == "not_open"


def test_a_calendar_put_again_takes_the_place_of_the_one_before(centre):
    put(centre, calendar(TUESDAY))
    put(centre, calendar(), name="home")
    assert TUESDAY_TEN not in centre.openings()
    put(centre, calendar())
    assert TUESDAY_TEN in centre.openings()


def test_a_repeat_stays_at_its_time_on_the_wall(centre):
    weekly = "DTSTART;TZID=America/New_York:20260901T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    put(centre, calendar(weekly))
    assert TUESDAY_TEN not in centre.openings()
    assert "2026-12-01T15:00:00Z" not in centre.openings(day="2026-12-01")


def test_a_whole_day_is_a_day_of_the_coach(centre):
    put(centre, calendar("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125"))
    centre.hours(weekly=[{"days": [1, 2, 3, 4, 5, 6, 7], "start": "00:00", "end": "24:00"}])
    assert centre.openings() == []
    assert centre.openings(day="2026-11-23")[-1] == "2026-11-24T04:00:00Z"
    assert centre.openings(day="2026-11-25")[0] == "2026-11-25T05:00:00Z"
    centre.hours(time_zone="Asia/Kolkata", weekly=[{"days": [2, 3], "start": "00:00", "end": "24:00"}])
    assert centre.openings(day="2026-11-24")[0] == "2026-11-24T18:30:00Z"


def test_what_is_free_or_called_off_does_not_block(centre):
    put(centre, calendar(f"{TUESDAY}\nTRANSP:TRANSPARENT", f"{TUESDAY}\nSTATUS:CANCELLED"))
    assert TUESDAY_TEN in centre.openings()


def test_a_calendar_of_nothing_but_free_whole_days_is_a_list_of_closures(centre):
    holiday = "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125\nTRANSP:TRANSPARENT"
    put(centre, calendar(holiday))
    assert centre.openings() == []
    put(centre, calendar(holiday, f"{TUESDAY}\nTRANSP:TRANSPARENT"))
    assert TUESDAY_TEN in centre.openings()


def test_a_file_that_says_nothing_but_busy_is_understood(centre):
    busy = "FREEBUSY;FBTYPE=BUSY:20261124T150000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20261124T180000Z/20261124T190000Z"
    sheet = f"BEGIN:VFREEBUSY\nUID:1\nDTSTAMP:20261101T000000Z\n{busy}\nEND:VFREEBUSY\nEND:VCALENDAR"
    assert put(centre, calendar().replace("END:VCALENDAR", sheet)).json["busy_times"] == 1
    assert TUESDAY_TEN not in centre.openings() and "2026-11-24T18:00:00Z" in centre.openings()


def test_the_coachs_buffers_stand_around_their_own_calendar_too(centre):
    centre.hours(rules={"min_notice_minutes": 0, "step_minutes": 15, "buffer_after_minutes": 15})
    put(centre, calendar(TUESDAY))
    found = centre.openings()
    assert "2026-11-24T13:45:00Z" not in found and "2026-11-24T14:00:00Z" not in found
    assert "2026-11-24T16:00:00Z" not in found and "2026-11-24T16:15:00Z" in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "BEGIN:VCALENDAR",
        calendar("DTSTART:yesterday"),
        calendar(f"{TUESDAY}\nRRULE:FREQ=SECONDLY"),
        calendar(f"{TUESDAY}\nRRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7;BYMINUTE=1,2,3,4,5,6,7,8"),
        calendar(*[TUESDAY] * 5001),
        b"BEGIN:VCALENDAR\xff",
        calendar(f"{TUESDAY}\nRRULE:FREQ=DAILY;INTERVAL=0"),
        calendar(f"{TUESDAY}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
        calendar(f"{TUESDAY}\nRRULE:FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2"),
        calendar("DTSTART:00010101T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY"),
        calendar(f"{TUESDAY}\nRRULE:FREQ=DAILY\nEXRULE:FREQ=SECONDLY"),
        calendar("DTSTART;TZID=Nowhere/Land:20261124T100000\nDURATION:PT1H"),
        calendar('DTSTART;TZID="(UTC+09:00) Eastern Time (US & Canada)":20261124T100000\nDURATION:PT1H'),
        b"PK\x03\x04 a calendar within",
        gzip.compress(calendar(TUESDAY).encode()),
        '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY f SYSTEM "file:///etc/hosts">]><icalendar>&f;</icalendar>',
    ],
    ids=["empty", "words", "half", "no date", "each second", "too often", "too many", "not text", "never on"]
    + [
        "never comes",
        "never chosen",
        "since ever",
        "but each second",
        "no such zone",
        "a zone elsewhere",
        "zip",
        "gzip",
        "xml",
    ],
)
def test_a_broken_calendar_is_refused_with_a_sentence(centre, text):
    put(centre, calendar(TUESDAY))
    answer = put(centre, text)
    assert (answer.status_code, answer.json["detail"][-1]) == (422, ".")
    assert TUESDAY_TEN not in centre.openings()


def test_a_last_day_belongs_to_a_repeat_whether_or_not_it_says_a_time(centre):
    lasting = "DTSTART;TZID=America/New_York:20261122T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL="
    for last in ("20261124", "20261124T100000", "20261124T150000Z"):
        assert put(centre, calendar(lasting + last)).json["busy_times"] == 3
    assert TUESDAY_TEN not in centre.openings()


@pytest.mark.parametrize(
    "zone",
    [
        "(UTC-05:00) Eastern Time (US & Canada)",
        "Eastern Time",
        "Eastern Standard Time",
        "(UTC-05:00) Havana, New York",
        "/mozilla.org/20050126_1/America/New_York",
        "custom_America/New_York",
    ],
)
def test_a_zone_is_understood_by_the_names_other_programs_give_it(centre, zone):
    put(centre, calendar(f'DTSTART;TZID="{zone}":20260901T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY'))
    centre.hours(time_zone="Europe/Berlin", weekly=[{"days": [2], "start": "00:00", "end": "24:00"}])
    assert TUESDAY_TEN not in centre.openings() and "2026-11-24T16:00:00Z" in centre.openings()


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=2", "FREQ=DAILY;INTERVAL=2;UNTIL=20261124"])
def test_what_an_old_program_takes_out_by_a_rule_of_its_own_is_free(centre, rule):
    daily = "DTSTART;TZID=America/New_York:20261030T110000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=40"
    put(centre, calendar(f"{daily}\nEXRULE:{rule.replace('INTERVAL=2', 'INTERVAL=5')}"))
    assert "2026-11-24T16:00:00Z" in centre.openings(), "the fifth, over the night on which the clock changed"
    assert "2026-11-25T16:00:00Z" not in centre.openings(day="2026-11-25")


def test_a_calendar_too_large_to_read_is_not_read(centre):
    assert put(centre, b"x" * (5 * 1024 * 1024 + 1)).status_code == 422
    answer = put(centre, b"x" * (6 * 1024 * 1024))
    assert (answer.status_code, "the coming months only" in answer.json["detail"]) == (413, True)


def test_an_address_to_follow_is_for_later(centre):
    answer = put(centre, '{"url": "https://example.org/bo.ics"}', type="application/json")
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"url"})


def test_a_calendar_is_the_coachs_own(centre):
    assert put(centre, calendar(TUESDAY), actor=CAM_THE_COACH).status_code == 404
    assert put(centre, calendar(TUESDAY), actor=ADA_THE_MEMBER).status_code == 403
    assert put(centre, calendar(TUESDAY), name="my calendar!").status_code == 422
    assert put(centre, calendar(TUESDAY), actor=SAL_AT_THE_DESK).status_code == 200


def test_no_word_of_a_calendar_is_kept_or_told(centre):
    put(centre, calendar(f"{TUESDAY}\nSUMMARY:canary-of-a-title\nLOCATION:canary-street"))
    with every_row(centre.room.desk.engine) as connection:
        rows = connection.exec_driver_sql("SELECT * FROM busy_times").all()
    assert rows and "canary" not in str(rows) + centre.room.wire()


@needs_samples
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_sample_is_imported_or_refused_with_a_sentence(centre):
    imported = {}
    for path in FILES:
        answer = put(centre, path.read_bytes(), name=path.stem)
        assert answer.status_code in (200, 422), path.name
        imported[path.name] = answer.json.get("busy_times")
        assert imported[path.name] is not None or answer.json["detail"].endswith(".")
    assert imported["machbar_16_feb_2019.ics"] > 300
    assert imported["issue_48_dst.ics"] > 800
    assert imported["US_federal_2026_2027.ics"] > 10
    assert not [at for at in centre.openings(day="2026-11-26") if at]
