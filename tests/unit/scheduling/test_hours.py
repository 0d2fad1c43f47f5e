import json

import pytest

from services.scheduling.domain.hours import (
    MODALITIES,
    Rules,
    hours_as_written,
    read_hours,
    refuse_two_places_over_midnight,
)
from services.scheduling.domain.windows import place_at
from shared.contracts import matching
from shared.kernel.errors import Invalid

NINE = {"days": [1], "start": "09:00", "end": "12:00"}


def refused(**given):
    with pytest.raises(Invalid) as said:
        read_hours({"time_zone": "America/New_York", **given})
    return said.value.errors


@pytest.mark.parametrize(
    ("window", "field"),
    [
        ({"start": "09:00", "end": "09:00"}, "weekly.0.end"),
        ({"start": "9:00", "end": "10:00"}, "weekly.0.start"),
        ({"start": "24:00", "end": "10:00"}, "weekly.0.start"),
        ({"start": "09:00", "end": "24:01"}, "weekly.0.end"),
        ({"start": "09:00", "end": "25:00"}, "weekly.0.end"),
    ],
)
def test_a_window_that_cannot_be_meant_is_named(window, field):
    assert set(refused(weekly=[NINE | window])) == {field}


def test_time_off_ends_after_it_begins():
    off = {"from": "2026-11-24T10:00", "to": "2026-11-24T10:00"}
    assert set(refused(time_off=[off])) == {"time_off.0.to"}
    assert set(refused(time_off=[off | {"from": "2026-02-30T10:00"}])) == {"time_off.0.from"}


def test_a_date_is_an_exception_once():
    closed = {"date": "2026-11-24", "windows": []}
    assert set(refused(exceptions=[closed, closed])) == {"exceptions.1.date"}


def test_hours_may_overlap_but_nobody_is_in_two_places_at_once():
    library, van = NINE | {"place_id": "library"}, NINE | {"start": "11:00", "end": "13:00", "place_id": "van"}
    assert set(refused(weekly=[library, van])) == {"weekly.1.place_id"}
    windows = [{name: each[name] for name in ("start", "end", "place_id")} for each in (library, van)]
    date = {"date": "2026-11-24", "windows": windows}
    assert set(refused(exceptions=[date])) == {"exceptions.0.windows.1.place_id"}
    read_hours({"time_zone": "UTC", "weekly": [library, van | {"days": [2]}, NINE, NINE | {"start": "08:00"}]})


def test_rules_not_given_are_the_usual_ones():
    assert read_hours({"time_zone": "UTC", "rules": {"minutes": 30}}).rules == Rules(minutes=30)


def test_the_ways_to_meet_are_the_published_ones():
    assert MODALITIES == matching.MODALITIES


def test_a_place_is_where_the_window_says():
    weekly = [{**NINE, "place_id": "library"}, {"days": [1], "start": "23:00", "end": "01:00", "place_id": "van"}]
    hours = read_hours({"time_zone": "UTC", "weekly": weekly})
    monday = 4 * 86400
    assert [place_at(hours, monday + hour * 3600) for hour in (9, 12, 24, 25)] == ["library", None, "van", None]


def test_words_read_once_mean_the_same_again_and_other_words_other_hours():
    document = {"time_zone": "America/New_York", "weekly": [NINE], "rules": {"minutes": 45}}
    written = json.dumps(document)
    assert hours_as_written(written) is hours_as_written(written)
    assert hours_as_written(written) == read_hours(document)
    other = json.dumps(document | {"rules": {"minutes": 30}})
    assert hours_as_written(other).rules.minutes == 30


@pytest.mark.parametrize(
    ("morning", "wrong"),
    [
        ({"weekly": [{"days": [2], "start": "01:00", "end": "03:00", "place_id": "van"}]}, "weekly"),
        (
            {
                "exceptions": [
                    {"date": "2026-11-24", "windows": [{"start": "01:00", "end": "03:00", "place_id": "van"}]}
                ]
            },
            "exceptions",
        ),
        ({"weekly": [{"days": [2], "start": "02:00", "end": "03:00", "place_id": "van"}]}, None),
        ({"weekly": [{"days": [2], "start": "01:00", "end": "03:00", "place_id": "library"}]}, None),
    ],
)
def test_nobody_is_in_two_places_after_midnight_either(morning, wrong):
    night = {"days": [1], "start": "22:00", "end": "02:00", "place_id": "library"}
    hours = read_hours({"time_zone": "UTC"} | morning | {"weekly": [night, *morning.get("weekly", ())]})
    errors = {}
    try:
        refuse_two_places_over_midnight(hours)
    except Invalid as no:
        errors = no.errors
    assert set(errors) == ({wrong} if wrong else set())
