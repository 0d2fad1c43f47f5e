from datetime import date

import pytest
from hypothesis import given

from services.matching.domain.eligibility import Limits, broken, not_shown
from services.matching.domain.people import Coach, Credential, Member
from services.matching.domain.preferences import Preferences
from services.matching.domain.vocabulary import Code
from tests.unit.matching.crowd import crowds, members, profile

TODAY = date(2026, 11, 23)
LIMITS = Limits(today=TODAY)
ADA = Member(id="ada")


def names(member, coach, limits=LIMITS):
    return [constraint.name for constraint in broken(member, coach, limits)]


def test_each_limit_is_named():
    wishes = Preferences(required=(Code("gender", "woman"),), avoided=(Code("outlook", "style_direct"),))
    ada = Member(id="ada", profile=profile(languages=["es"], modalities=["phone"]), preferences=wishes)
    bo = Coach(id="bo", profile=profile("outlook.style_direct", modalities=["video"]), load=19.5, accepting=False)
    limits = Limits(today=TODAY, credentials=frozenset({"cprs"}))
    assert names(ada, bo, limits) == [
        *("required", "avoided", "language", "modality", "capacity", "credentials", "not_available")
    ]


def test_an_unanswered_question_keeps_nobody_out():
    assert names(ADA, Coach(id="bo", profile=profile(languages=["es"], modalities=["video"]))) == []


def test_a_credential_holds_through_its_last_day():
    bo = Coach(id="bo", credentials=(Credential("cprs", TODAY),))
    assert names(ADA, bo, Limits(today=TODAY, credentials=frozenset({"cprs"}))) == []


def test_kept_apart_sounds_like_any_other_absence():
    apart = broken(ADA, Coach(id="bo"), Limits(today=TODAY, apart=frozenset({"bo"})))
    assert apart == broken(ADA, Coach(id="bo", accepting=False), LIMITS)


def test_what_a_coach_cannot_carry_now_sounds_the_same():
    ada = Member(id="ada", profile=profile("health.grief"))
    bo = Coach(id="bo", preferences=Preferences(avoided=(Code("health", "grief"),)))
    assert names(ada, bo) == ["not_available"]


def test_nobody_coaches_themselves():
    assert names(ADA, Coach(id="ada")) == ["not_available"]


@pytest.mark.parametrize("theirs, ours, ways", [
    ((), ("areas.own_grafton",), ["in_person"]),
    (("areas.own_coos",), (), ["in_person"]),
    (("areas.own_coos",), ("areas.own_grafton", "areas.own_coos"), ["in_person"]),
    (("areas.moving_around",), ("areas.own_grafton",), ["in_person"]),
    (("areas.own_coos",), ("areas.own_grafton", "areas.can_travel"), ["in_person"]),
    (("areas.own_coos",), ("areas.own_grafton",), ["in_person", "phone"]),
    (("areas.own_coos",), ("areas.own_grafton",), []),
])  # fmt: skip
def test_nobody_is_too_far_away_without_an_answer_or_where_another_way_is_left(theirs, ours, ways):
    ada = Member(id="ada", profile=profile(*theirs, modalities=ways))
    assert names(ada, Coach(id="bo", profile=profile(*ours, modalities=ways))) == []


def test_who_can_only_meet_face_to_face_and_is_elsewhere_is_too_far_away():
    ada = Member(id="ada", profile=profile("areas.own_coos", modalities=["in_person", "walk_and_talk"]))
    bo = Coach(id="bo", profile=profile("areas.own_grafton", modalities=["in_person", "phone"]))
    assert names(ada, bo) == ["distance"]


def test_each_limit_says_whom_letting_go_of_it_would_open_up():
    wishes = Preferences(required=(Code("gender", "woman"),))
    ada = Member(id="ada", profile=profile(languages=["en"]), preferences=wishes)
    crowd = [
        Coach(id="bo"),
        Coach(id="cam", load=20),
        Coach(id="dee", profile=profile("gender.woman"), load=20),
        Coach(id="eli", profile=profile("gender.woman"), accepting=False),
    ]
    told = not_shown([broken(ada, coach, LIMITS) for coach in crowd])
    assert [(one.constraint.name, one.count, one.would_open) for one in told] == [
        ("required", 2, 1),
        ("capacity", 2, 1),
        ("not_available", 1, 0),
    ]


@given(members(), crowds())
def test_limits_are_never_broken(member, crowd):
    limits = Limits(today=TODAY, apart=frozenset({"coach 0"}))
    for coach in (one for one in crowd if not broken(member, one, limits)):
        assert set(member.preferences.required) <= coach.profile.traits
        assert coach.profile.traits.isdisjoint(member.preferences.avoided)
        assert coach.load + 1 <= coach.capacity and coach.accepting and coach.active and coach.id != "coach 0"
        assert coach.profile.languages & member.profile.languages
