"""Forms as people send them: half filled in, changed, made up."""

import pytest
from werkzeug.datastructures import MultiDict

from services.portal.forms.choices import read_choices
from services.portal.forms.days import midnight
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.new_person import read_new_person
from services.portal.forms.times import as_typed, by_day, chosen, read_openings, thinned

GOOD = {"name": "Sam", "reach": "come_by", "urgency": "soon"}


def read(**typed):
    form = Form(MultiDict(typed))
    told = {"language": "en", "time_zone": "America/New_York", "now": "2026-11-23T14:00:00Z", "actor": "somebody"}
    return read_new_person(form, **told), form.errors


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01", "2026-02-30", "soon", ""])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_day_from_which_nothing_can_be_counted_on_is_no_day(day, zone):
    assert midnight(day, zone) is None
    at = f"{day}T23:59:00+00:00"
    assert as_typed(Form(MultiDict({"starts_at": at, "minutes": "60"}))) is None


def test_a_name_a_way_and_how_soon_are_enough():
    person, errors = read(**GOOD)
    assert not errors and person.ways == [] and person.member["preferences"] == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"reach": "owl"}, "reach"),
        ({"reach": "email", "email": "sam at example"}, "email"),
        ({"reach": "email"}, "email"),
        ({"urgency": "crisis"}, "urgency"),
    ],
)
def test_what_needs_another_look_is_named(typed, field):
    assert set(read(**GOOD | typed)[1]) == {field}


def test_a_wish_under_no_heading_of_ours_is_left_out():
    person, _ = read(**GOOD, wish="pathway.twelve_step", most="nothing.made_up", language="tlh")
    assert person.member["preferences"] == [{"facet": "pathway", "code": "twelve_step", "strength": "preferred"}]
    assert "most_important" not in person.member and person.member["language"] == "en"


def test_the_same_form_makes_the_same_keys_and_a_changed_one_others():
    assert key_for("form", "book", {"a": 1}) == key_for("form", "book", {"a": 1})
    others = {key_for("form", "book", {"a": 2}), key_for("form", "move", {"a": 1}), key_for("else", "book", {"a": 1})}
    assert len(others | {key_for("form", "book", {"a": 1})}) == 4


@pytest.mark.parametrize(
    ("places", "wanted", "trouble"),
    [
        ({"a": "2", "b": "1", "c": ""}, ["b", "a"], None),
        ({"a": "", "b": ""}, [], "error.order_none"),
        ({"a": "1", "b": "1"}, None, "error.order_mixed"),
        ({"a": "2"}, None, "error.order_mixed"),
        ({"a": "9"}, [], "error.order_none"),
    ],
)
def test_whom_to_ask_first(places, wanted, trouble):
    form = Form(MultiDict({f"order.{coach}": place for coach, place in places.items()}))
    asked = read_choices(form)
    assert form.errors.get("order") == trouble
    assert wanted is None or asked["coach_ids"] == wanted


@pytest.mark.parametrize(("first", "asked"), [("b", ["b", "a", "c"]), ("d", ["d", "a", "b"]), ("a", ["a", "b", "c"])])
def test_who_is_pressed_is_asked_first_and_the_others_as_they_were_shown(first, asked):
    typed = MultiDict([("first", first), *(("shown", one) for one in "abcd"), ("order.c", "1")])
    assert read_choices(Form(typed))["coach_ids"] == asked


def opening(starts_at):
    return {"starts_at": starts_at, "ends_at": "2026-11-25T23:00:00Z", "modalities": ["phone"]}


def test_times_stand_under_the_day_they_have_where_the_reader_is():
    late = read_openings([opening("2026-11-25T03:00:00Z"), opening("2026-11-24T15:00:00Z")])
    assert [len(day) for day in by_day(late, "America/New_York").values()] == [2]
    assert [len(day) for day in by_day(late, "UTC").values()] == [1, 1]


@pytest.mark.parametrize(("hours", "shown"), [(2, 8), (3, 6), (8, 16), (9, 9)])
def test_a_long_day_shows_its_round_times_first(hours, shown):
    quarters = [f"2026-11-24T{hour:02}:{minute:02}:00Z" for hour in range(8, 8 + hours) for minute in (0, 15, 30, 45)]
    assert len(thinned(read_openings([opening(each) for each in quarters]))) == shown


def test_a_day_without_round_times_shows_what_it_has():
    odd = [f"2026-11-24T{hour:02}:{minute:02}:00Z" for hour in range(8, 18) for minute in (10, 40)]
    assert len(thinned(read_openings([opening(each) for each in odd]))) == len(odd)


@pytest.mark.parametrize("given", [None, "", "soon", "2026-11-24T15:00:00", "2026-11-24T15:15:00Z"])
def test_a_time_that_is_none_is_nobodys(given):
    assert chosen(read_openings([opening("2026-11-24T15:00:00Z")]), given) is None
