from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.people import Coach, Member
from services.matching.domain.preferences import Preferences
from services.matching.domain.reasons import Telling, not_met, reasons
from services.matching.domain.vocabulary import Code
from tests.unit.matching.crowd import LIVED, NOON, VOCABULARY, coaches, members, profile

ENGLISH = Telling(vocabulary=VOCABULARY, language="en", zone="America/New_York", now=NOON)
SPANISH = replace(ENGLISH, language="es")
TOMORROW = NOON + timedelta(hours=25)

ADA = Member(
    id="ada",
    profile=profile("pathway.medication", "health.grief", "family_life.raising_children", languages=["es"]),
    preferences=Preferences(
        most_important=Code("family_life", "raising_children"), preferred=(Code("gender", "woman"),)
    ),
)
SHOWN = ["pathway.medication", "family_life.raising_children"]
BO = Coach(id="bo", profile=profile(*SHOWN, "health.grief", "gender.woman", shown=SHOWN, languages=["en", "es"]))


def texts(said):
    return [reason.text for reason in said]


def test_reasons_read_like_a_person_would_say_them():
    assert texts(reasons(ADA, BO, TOMORROW, ENGLISH)) == [
        "What matters most to you: Raising children",
        "Could meet you tomorrow at 8:00 AM",
        "At home with: Recovery with medication",
        "You can talk in: Spanish",
    ]


def test_reasons_say_of_which_headings_they_speak():
    said = reasons(ADA, BO, TOMORROW, ENGLISH)
    assert [reason.facets for reason in said] == [("family_life",), (), ("pathway",), ("languages",)]


def test_reasons_read_like_a_person_would_say_them_in_spanish():
    assert texts(reasons(ADA, BO, TOMORROW, SPANISH)) == [
        "Lo que más te importa: Crianza de niñas, niños o adolescentes",
        "Podrían verse mañana a las 08:00",
        "Conoce bien este camino: Recuperación con medicamentos",
        "Pueden hablar en: español",
    ]


def test_what_a_coach_lets_be_used_but_not_shown_is_not_even_hinted_at():
    without = replace(BO, profile=replace(BO.profile, used=BO.profile.used - {Code("gender", "woman")}))
    assert not_met(ADA, BO, ENGLISH) == not_met(ADA, without, ENGLISH)
    assert texts(not_met(ADA, BO, ENGLISH)) == ["You also asked for this, and nothing is said about it here: Woman"]


def test_a_day_is_named_as_the_person_would_name_it():
    def first(opening, telling=ENGLISH):
        return reasons(Member(id="ada"), Coach(id="bo"), opening, telling)[0].text

    assert first(NOON + timedelta(hours=2)) == "Could meet you today at 9:00 AM"
    assert first(NOON + timedelta(days=3)) == "Could meet you on Thursday at 7:00 AM"
    assert first(NOON + timedelta(days=9)) == "Could meet you from December 2"
    assert first(NOON + timedelta(days=9), SPANISH) == "Podrían verse a partir del 2 de diciembre"


@given(members(), coaches())
def test_reasons_name_only_what_both_allow(member, coach):
    said = " ".join(texts(reasons(member, coach, None, ENGLISH)))
    allowed = (member.profile.used & coach.profile.shown) | (set(member.preferences.wishes) & coach.profile.told)
    allowed |= set(member.preferences.required) & coach.profile.told
    labels = [VOCABULARY.label(code, "en") for code in allowed]
    for code in set(LIVED) - allowed:
        label = VOCABULARY.label(code, "en")
        assert label not in said or any(label in other for other in labels)


@given(members(), coaches(), st.sampled_from(LIVED))
def test_a_code_that_is_not_shown_changes_no_word(member, coach, code):
    hidden = replace(coach.profile, used=coach.profile.used | {code}, shown=coach.profile.shown - {code})
    gone = replace(hidden, used=hidden.used - {code})
    with_it, without = (replace(coach, profile=one) for one in (hidden, gone))
    assert reasons(member, with_it, None, ENGLISH) == reasons(member, without, None, ENGLISH)
    assert not_met(member, with_it, ENGLISH) == not_met(member, without, ENGLISH)
