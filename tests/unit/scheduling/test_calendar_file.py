"""One calendar says nothing about another, and none of them keeps us busy for long."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Event

from services.scheduling.actions import calendar_zones
from services.scheduling.actions.calendar_file import read_busy
from services.scheduling.actions.calendar_repeats import take_out_exceptions
from shared.kernel.errors import Invalid

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOURS = ",".join(str(hour) for hour in range(24))


def file(*lines, zones=""):
    told = [f"BEGIN:VEVENT\nUID:{n}\n{each}\nEND:VEVENT" for n, each in enumerate(lines)]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, [zones]), *told, "END:VCALENDAR"]).encode()


def zone(name, offset):
    means = f"BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD"
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{means}\nEND:VTIMEZONE"


def summer_time(name, rule):
    """Since 1601, as one program writes it: the clock goes back by this rule, and forward by a usual one."""
    back = f"BEGIN:STANDARD\nDTSTART:16011104T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\n{rule}\nEND:STANDARD"
    usual = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"
    forth = f"BEGIN:DAYLIGHT\nDTSTART:16010311T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\n{usual}\nEND:DAYLIGHT"
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{back}\n{forth}\nEND:VTIMEZONE"


def ten_in(name):
    return f"DTSTART;TZID={name}:20261124T100000\nDURATION:PT1H"


def hours(found):
    return [time.starts_at.hour for time in found]


def test_a_zone_is_what_each_file_says_of_it_itself():
    name = "Customized Time Zone"
    read = [read_busy(file(ten_in(name), zones=zone(name, offset)), now=NOW) for offset in ("-0500", "-0800")]
    assert [hours(found) for found in read] == [[15], [18]]


def test_a_name_that_another_file_explained_is_not_known():
    read_busy(file(ten_in("Nowhere/Land"), zones=zone("Nowhere/Land", "-0500")), now=NOW)
    with pytest.raises(Invalid):
        read_busy(file(ten_in("Nowhere/Land")), now=NOW)


def test_which_zones_there_are_is_asked_once(monkeypatch):
    read_busy(file(ten_in("custom_America/New_York")), now=NOW)
    monkeypatch.setattr(calendar_zones, "available_timezones", None)
    assert hours(read_busy(file(ten_in("custom_America/New_York")), now=NOW)) == [15]


@pytest.mark.parametrize(
    "rules",
    [
        f"RRULE:FREQ=DAILY;COUNT=5\nEXRULE:FREQ=DAILY;BYHOUR={HOURS}",
        f"RRULE:FREQ=DAILY;BYHOUR={HOURS}",
        f"RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={HOURS}",
    ],
)
def test_what_comes_many_times_a_day_since_ever_is_refused_before_it_is_worked_out(rules):
    with pytest.raises(Invalid, match="repeats too much"):
        read_busy(file(f"DTSTART:18900101T100000\nDURATION:PT1H\n{rules}"), now=NOW)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=MINUTELY",
        "RRULE:FREQ=DAILY",
        "EXRULE:FREQ=HOURLY",
        "RRULE:FREQ=YEARLY;BYDAY=SU",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;BYDAY=2MO",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=6SU",
        "RRULE:FREQ=YEARLY;INTERVAL=0;BYMONTH=3;BYDAY=2SU",
        "\n".join(["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"] * 20),
    ],
)
def test_a_clock_that_changes_as_no_clock_does_is_refused_before_it_is_looked_at(rule):
    with pytest.raises(Invalid) as refused:
        read_busy(file(ten_in("Mine"), zones=summer_time("Mine", rule)), now=NOW)
    assert "time zone" in str(refused.value)


def test_a_calendar_of_many_meetings_abroad_is_read_and_one_of_too_many_zones_is_refused_as_that():
    yearly = "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"
    zones = [summer_time(f"Customized {number}", yearly) for number in range(24)]
    assert hours(read_busy(file(ten_in("Customized 9"), zones="\n".join(zones[:10])), now=NOW)) == [15]
    with pytest.raises(Invalid, match="too many time zones"):
        read_busy(file(ten_in("Customized 9"), zones="\n".join(zones)), now=NOW)


def test_a_zone_that_says_when_its_clock_changes_is_read_and_thousands_of_changes_are_not():
    yearly = "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=SU"
    assert hours(read_busy(file(ten_in("Mine"), zones=summer_time("Mine", yearly)), now=NOW)) == [15]
    with pytest.raises(Invalid):
        read_busy(file(ten_in("Mine"), zones="\n".join([zone("Mine", "-0500")] * 501)), now=NOW)


def test_what_people_keep_for_years_is_read():
    workdays = "DTSTART:20050103T100000\nDURATION:PT1H\nRRULE:FREQ={};BYDAY=MO,TU,WE,TH,FR"
    last_of_the_month = f"{workdays.format('MONTHLY')};BYSETPOS=-1"
    kept = [workdays.format("WEEKLY"), workdays.format("DAILY"), *[last_of_the_month] * 50]
    assert len(read_busy(file(*kept), now=NOW)) == pytest.approx(430 * 5 / 7, abs=3)


def test_exceptions_of_long_ago_are_not_kept():
    event = Event.from_ical("BEGIN:VEVENT\nUID:1\nDTSTART:19900101T100000\nEXRULE:FREQ=DAILY\nEND:VEVENT")
    take_out_exceptions(event, since=NOW - timedelta(days=30), until=NOW + timedelta(days=30))
    assert len(event["EXDATE"].dts) == 61


@pytest.mark.parametrize("start", ["DTSTART:20261124T100000\nDURATION:PT1H", "DTSTART;VALUE=DATE:20261124"])
@pytest.mark.parametrize("rule", ["RRULE:FREQ=DAILY;{}", "RRULE:FREQ=DAILY;COUNT=5\nEXRULE:FREQ=DAILY;INTERVAL=2;{}"])
def test_a_last_time_in_utc_is_read_on_the_wall_where_an_event_has_no_zone(start, rule):
    said = [file(f"{start}\n{rule.format(last)}") for last in ("UNTIL=20261126T100000Z", "UNTIL=20261126T100000")]
    told, plain = (read_busy(each, now=NOW) for each in said)
    assert told == plain and told
