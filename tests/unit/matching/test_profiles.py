import pytest

from services.matching.actions.portraits import refuse_an_age_below_18
from services.matching.domain.faults import Faults
from services.matching.domain.vocabulary import Code
from shared.kernel.errors import Invalid
from tests.unit.matching.crowd import codes, read


def refused(document, **given):
    with pytest.raises(Invalid) as error:
        read(document, **given)
    return error.value.errors


def wish(facet, code, strength="preferred"):
    return {"facet": facet, "code": code, "strength": strength}


def test_everything_stated_is_used_and_nothing_is_shown_unless_said():
    (profile, _) = read({"profile": {"pathway": ["medication"], "health": ["grief"]}})
    assert profile.used == codes("pathway.medication", "health.grief") and profile.shown == frozenset()


def test_a_person_says_code_by_code_what_may_be_used_and_shown():
    stated = {"pathway": ["medication"], "health": ["grief", "trauma"]}
    said = {"profile": stated, "used": {"health": ["grief"]}, "shown": {"health": ["grief", "trauma"]}}
    (profile, _) = read(said)
    assert profile.used == profile.shown == codes("health.grief")


def test_own_words_and_rather_not_say_are_kept_and_not_counted():
    (profile, _) = read({"profile": {"gender": ["prefer_not_to_say"], "health": ["self_described"]}})
    assert profile.used == frozenset()


def test_a_code_the_vocabulary_does_not_have_is_named_by_its_place():
    found = refused({"profile": {"pathway": ["twelve_step", "moon"], "hobbies": ["chess"]}})
    assert set(found) == {"profile.pathway.1", "profile.hobbies"}


@pytest.mark.parametrize("said, named", [
    ({"display_name": "Ada"}, []),
    ({"self_described": None}, []),
    ({"self_described": {"gender": "me"}}, []),
    ({"self_described": {"age_band": None}}, []),
    ({"self_described": {"age_band": "16"}}, ["self_described.age_band"]),
])  # fmt: skip
def test_an_age_is_looked_at_where_it_is_said_so_that_everything_else_can_be_changed(said, named):
    faults = Faults()
    refuse_an_age_below_18(said, faults)
    assert list(faults.found) == named


def test_a_language_is_any_tag_and_dialects_talk_with_one_another():
    (profile, _) = read({"language": "es-MX", "profile": {"languages": ["en", "ase"]}})
    assert profile.languages == {"es", "en", "ase"}


def test_a_person_has_one_age():
    assert set(refused({"profile": {"age_band": ["18_24", "25_34"]}})) == {"profile.age_band"}


def test_what_is_not_for_me_is_not_also_mine():
    said = {"profile": {"outlook": ["style_direct"]}, "not_for_me": {"outlook": ["style_direct"]}}
    assert set(refused(said)) == {"not_for_me.outlook.0"}


def test_who_a_person_is_may_be_asked_for_but_never_avoided():
    (_, asked) = read({"preferences": [wish("gender", "woman", "required")]})
    assert asked.required == (Code("gender", "woman"),)
    found = refused({"preferences": [wish("race_ethnicity", "black", "avoided")]})
    assert "not avoided" in found["preferences.0"][0]


@pytest.mark.parametrize("facet, code", [("identity", "lgbtq"), ("health", "body"), ("age_band", "65_plus")])
def test_sexuality_disability_and_age_are_who_a_person_is(facet, code):
    assert set(refused({"preferences": [wish(facet, code, "avoided")]})) == {"preferences.0"}


@pytest.mark.parametrize("strength", ["preferred", "avoided"])
def test_a_coachs_wishes_are_never_about_who_a_person_is(strength):
    assert set(refused({"preferences": [wish("gender", "man", strength)]}, of_coach=True)) == {"preferences.0"}


def test_a_coach_may_say_what_they_cannot_carry_now():
    (_, wishes) = read({"preferences": [wish("health", "grief", "avoided")]}, of_coach=True)
    assert wishes.avoided == (Code("health", "grief"),)


def test_wishes_that_contradict_one_another_are_named():
    said = [wish("outlook", "style_plan", "required"), wish("outlook", "style_plan", "avoided")]
    assert set(refused({"preferences": said})) == {"preferences.1"}
    ages = [wish("age_band", "25_34", "required"), wish("age_band", "35_49", "required")]
    assert set(refused({"preferences": ages})) == {"preferences.1"}


def test_the_most_important_thing_is_not_avoided_too():
    said = {"preferences": [wish("outlook", "style_plan", "avoided")]}
    assert set(refused(said | {"most_important": {"facet": "outlook", "code": "style_plan"}})) == {"most_important"}


def test_the_most_important_thing_is_counted_once():
    said = {"preferences": [wish("health", "grief"), wish("pathway", "medication")]}
    (_, wishes) = read(said | {"most_important": {"facet": "health", "code": "grief"}})
    assert wishes.wishes == (Code("health", "grief"), Code("pathway", "medication"))
