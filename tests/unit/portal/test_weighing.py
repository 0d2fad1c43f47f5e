"""Help me choose: the same people in another order, with words and no number."""

import pytest

from services.portal.forms.weighing import asked, weighed

BO = {
    "name": "Bo",
    "first_opening": 2,
    "reasons": [{"code": "wish", "facets": ["health"]}],
    "coach": {"modalities": ["phone"]},
}
JO = {
    "name": "Jo",
    "first_opening": 1,
    "reasons": [{"code": "most_important", "facets": ["outlook"]}],
    "coach": {"modalities": ["in_person"]},
}
MAX = {"name": "Max", "reasons": [], "coach": {}}
PEOPLE = [MAX, BO, JO]


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ({}, ["Max", "Bo", "Jo"]),
        ({"matters": "soon"}, ["Jo", "Max", "Bo"]),
        ({"matters": "alike"}, ["Bo", "Max", "Jo"]),
        ({"matters": "manner"}, ["Jo", "Max", "Bo"]),
        ({"way": "phone"}, ["Bo", "Max", "Jo"]),
        ({"matters": "soon", "way": "phone"}, ["Jo", "Bo", "Max"]),
    ],
)
def test_whoever_fits_what_was_said_comes_first_and_nobody_is_left_out(wish, order):
    assert [one["name"] for one in weighed(PEOPLE, wish)] == order


def test_what_differs_is_said_of_each_of_them():
    told = {one["name"]: one["differs"] for one in weighed(PEOPLE, {"matters": "soon", "way": "phone"})}
    assert told["Jo"] == [("soon", True), ("phone", False)] and told["Bo"] == [("soon", False), ("phone", True)]


@pytest.mark.parametrize("matters", ["soon", "alike", "manner"])
def test_of_whom_nothing_can_be_read_and_of_a_time_nobody_has_nothing_is_said(matters):
    assert weighed([MAX], {"matters": matters, "way": "phone"})[0]["differs"] == []


def test_what_speaks_for_somebody_is_said_without_their_card_as_well():
    assert weighed([BO | {"coach": {}}], {"matters": "alike", "way": "phone"})[0]["differs"] == [("alike", True)]


@pytest.mark.parametrize("facet", ["gender", "age_band", "languages"])
def test_who_somebody_is_was_not_asked_here(facet):
    told = weighed([JO | {"reasons": [{"code": "wish", "facets": [facet]}]}], {"matters": "alike"})
    assert told[0]["differs"] == [("alike", False)]


def test_an_answer_that_is_none_was_not_given():
    assert asked({"matters": "money", "way": "phone", "lang": "es"}) == {"way": "phone"}
    assert asked({"matters": "", "way": ""}) == {}
