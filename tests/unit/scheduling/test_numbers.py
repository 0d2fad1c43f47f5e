"""Numbers that count each thing once and point at nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from services.scheduling.domain.behind import behind
from services.scheduling.domain.numbers import (
    FOLLOWS,
    NESTED,
    Happening,
    count,
    count_by,
    loads,
    middle,
    sorted_out,
    waits,
)
from services.scheduling.domain.working_days import WorkingDays
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.small_cells import Number, hide_small
from shared.kernel.weeks import read_week, week_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def happened(person="ada", kind="visit", **more):
    facts = {"count": 1, "minutes": 0, "modality": None, "in_touch": True, "talked": True, "support": ()}
    facts |= {"person_id": person, "kind": kind, "meeting": new_id(), "site": None, "funding": None}
    facts |= {"id": new_id(), "at": NOON, "coach_id": "bo", "by_volunteer": False, "by_person": False}
    return Happening(**facts | more)


def values(numbers):
    return {(each.measure, each.part): each.value for each in numbers}


def test_a_person_counts_once_and_what_happened_each_time():
    found = values(count([happened(), happened(), happened(None, count=4), happened("bo", in_touch=False)]))
    assert (found["people", "week"], found["people_unnamed", None], found["visits", None]) == (1, 4, 7)


def test_calls_tried_are_not_all_calls_talked():
    found = values(count([happened(kind="call"), happened(kind="call", talked=False, in_touch=False)]))
    assert (found["calls", "tried"], found["calls", "talked"]) == (2, 1)


def test_sessions_and_their_minutes_by_the_way_they_met():
    by_phone = happened(kind="session", modality="phone", minutes=45, support=("emotional", "practical"))
    missed = happened(kind="session", modality="phone", in_touch=False)
    found = values(count([by_phone, by_phone, missed]))
    assert (found["sessions", "phone"], found["session_minutes", "phone"]) == (2, 90)
    assert (found["support", "emotional"], found["contacts", "session"]) == (2, 3)


def test_each_source_of_funds_has_its_own_and_none_is_one_of_them():
    found = count_by([happened(funding="sor"), happened(), happened()], lambda each: each.funding)
    assert {(each.group, each.value) for each in found if each.measure == "visits"} == {("sor", 1), ("none", 2)}


def test_waiting_counts_from_being_ready():
    ready = {name: NOON for name in "abc"}
    first = {"a": NOON - timedelta(days=2), "b": NOON + timedelta(hours=30)}
    waited = waits(ready, first)
    found = sorted_out(ready, waited, within=timedelta(hours=24))
    assert found == {"in_time": ["a"], "later": ["b"], "not_yet": ["c"]}
    assert values(middle("first_contact", waited.values())) == {("first_contact_median_hours", None): 15.0}
    assert middle("first_contact", []) == []


def test_hours_given_count_a_group_once_and_only_what_a_volunteer_was_at():
    circle = [happened(kind="group", meeting="circle", minutes=90, by_volunteer=True) for _ in range(3)]
    found = values(count([*circle, happened(minutes=60), happened(minutes=30, by_volunteer=True)]))
    assert (found["volunteer_contacts", None], found["volunteer_hours", None]) == (2, 2.0)


def test_how_many_people_coaches_walk_with_is_told_of_no_coach():
    found = values(loads([0, 3, 5, 6, 21]))
    assert [found["load", part] for part in ("nobody", "up_to_5", "up_to_10", "up_to_15", "more")] == [1, 2, 1, 0, 1]
    assert (found["load_median", None], values(loads([]))["load", "nobody"]) == (5, 0)


def test_what_stands_behind_a_number_is_as_much_as_it_says():
    call = happened(kind="call", talked=False, in_touch=False)
    week = [happened(), happened(None, count=2), call, happened(kind="call", by_person=True, support=("emotional",))]
    week += [happened(kind="session", modality="phone"), happened(kind="session", in_touch=False, by_volunteer=True)]
    week += [happened(name, "group", meeting="circle", by_volunteer=True) for name in ("ada", "bo")]
    told = values(count(week))
    del told["volunteer_hours", None]
    for measure, part in told:
        found = behind(week, measure, part)
        heads = sum(each.count for each in found)
        people = {each.person_id for each in found}
        by_heads = measure in ("visits", "people_unnamed") or part == "took_part"
        said = len(people) if measure == "people" else heads if by_heads else len(found)
        minutes = sum(each.minutes for each in found)
        assert told[measure, part] == (minutes if measure.endswith("_minutes") else said), (measure, part)


def test_a_group_stands_in_its_list_once_and_names_nobody():
    circle = [happened(name, "group", meeting="circle", by_volunteer=True) for name in ("ada", "bo")]
    for measure, part in (("groups", "held"), ("volunteer_contacts", None)):
        [line] = behind([*circle], measure, part)
        assert (line.id, line.person_id, line.count) == ("circle", None, sum(each.count for each in circle))


def hidden(*told, below=5):
    numbers = hide_small([Number(*each) for each in told], below=below, nested=NESTED, follows=FOLLOWS)
    return {(each.part, each.group) for each in numbers if each.hidden}


def test_small_numbers_are_hidden_and_nothing_is_nothing():
    assert hidden(("visits", None, 4)) == {(None, None)}
    assert hidden(("visits", None, 0)) == hidden(("visits", None, 5)) == set()


def test_one_hidden_alone_could_be_worked_out_so_another_goes_with_it():
    parts = [("referrals", "soon", 3), ("referrals", "urgent", 7), ("referrals", "routine", 20)]
    assert hidden(*parts) == {("soon", None), ("urgent", None)}
    groups = [
        ("visits", None, 30),
        ("visits", None, 2, "sor"),
        ("visits", None, 9, "county"),
        ("visits", None, 19, "none"),
    ]
    assert hidden(*groups) == {(None, "sor"), (None, "county")}


def test_people_of_a_week_lie_within_those_of_its_year():
    assert hidden(("people", "week", 3), ("people", "quarter", 30)) == {("week", None)}


def test_minutes_go_with_their_sessions_and_a_middle_with_its_people():
    assert hidden(("sessions", "phone", 3), ("session_minutes", "phone", 90)) == {("phone", None)}
    assert hidden(("volunteer_contacts", None, 0), ("volunteer_hours", None, 0.0)) == set()
    few = [("first_contact", "in_time", 2), ("first_contact", "later", 2), ("first_contact_median_hours", None, 15.0)]
    assert (None, None) in hidden(*few)
    many = [("first_contact", "in_time", 9), ("first_contact", "later", 0), ("first_contact_median_hours", None, 3.5)]
    assert hidden(*many) == set()


def test_a_week_begins_on_monday_midnight_of_the_organisation():
    week = read_week("2026-W48", "America/New_York")
    assert (week.first, week.last) == (datetime(2026, 11, 23, 5, tzinfo=UTC), datetime(2026, 11, 30, 5, tzinfo=UTC))
    assert str(week_of(datetime(2026, 11, 23, 4, tzinfo=UTC), "America/New_York")) == "2026-W47"
    assert week.quarter_from == datetime(2026, 10, 1, 4, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-48", "2026-W54", "W48", "0000-W01", "2025-W53", "9999-W52", "0001-W01"])
def test_what_is_no_week_is_refused_in_words(text):
    with pytest.raises(Invalid):
        read_week(text, "Asia/Tokyo")


@pytest.mark.parametrize(
    ("now", "end"),
    [((23, 15), (24, 22)), ((27, 23), (30, 22)), ((28, 12), (30, 22)), ((30, 3), (30, 22))],
)
def test_the_next_working_day_ends_at_five_in_their_own_place(now, end):
    """The last is still Sunday evening in New York."""
    at = datetime(2026, 11, *now, tzinfo=UTC)
    assert WorkingDays("America/New_York").end_after(at) == datetime(2026, 11, *end, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "opens"),
    [((23, 15), (23, 15)), ((23, 12), (23, 14)), ((24, 2), (24, 14)), ((27, 23), (30, 14)), ((28, 15), (30, 14))],
)
def test_somebody_is_there_now_or_when_the_door_opens(now, opens):
    at = datetime(2026, 11, *now, tzinfo=UTC)
    assert WorkingDays("America/New_York").next_opening(at) == datetime(2026, 11, *opens, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closed", "due", "opens"),
    [
        (((26, 5), (27, 5)), (27, 22), (27, 14)),  # Thanksgiving, and Friday is a working day
        (((26, 5), (28, 5)), (30, 22), (30, 14)),  # both days, and the weekend
        (((26, 18), (27, 5)), (26, 18), (26, 14)),  # from one o'clock: the morning is a working day
        (((26, 5), (26, 16)), (26, 22), (26, 16)),  # until eleven
    ],
)
def test_a_day_on_which_we_are_closed_is_no_working_day(closed, due, opens):
    start, end = (int(datetime(2026, 11, *at, tzinfo=UTC).timestamp()) for at in closed)
    days, wednesday_evening = WorkingDays("America/New_York", [(start, end)]), datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert days.end_after(wednesday_evening) == datetime(2026, 11, *due, tzinfo=UTC)
    assert days.next_opening(wednesday_evening) == datetime(2026, 11, *opens, tzinfo=UTC)


def test_a_group_is_held_once_however_many_wrote_themselves_down():
    tuesday = [happened("ada", "group", meeting="tuesday"), happened(None, "group", meeting="tuesday", count=8)]
    told = {each.part: each.value for each in count([*tuesday, happened("ada", "group")]) if each.measure == "groups"}
    assert told == {"held": 2, "took_part": 10}
