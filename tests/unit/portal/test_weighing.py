"""Help me choose: the same people in another order, with words and no number."""

import pytest

from services.portal.forms.weighing import asked, weighed

BO = {"name": "Bo", "first_opening": 2, "reasons": [{"code": "lived"}], "coach": {"modalities": ["phone"]}}
JO = {"name": "Jo", "first_opening": 1, "reasons": [{"code": "outlook"}], "coach": {"modalities": ["in_person"]}}
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
    assert told["Jo"] == [("soon", True), ("phone", False)] and told["Max"] == [("soon", False), ("phone", False)]


def test_where_nobody_has_a_time_nobody_is_the_soonest():
    assert weighed([MAX], {"matters": "soon"})[0]["differs"] == [("soon", False)]


def test_an_answer_that_is_none_was_not_given():
    assert asked({"matters": "money", "way": "phone", "lang": "es"}) == {"way": "phone"}
    assert asked({"matters": "", "way": ""}) == {}
