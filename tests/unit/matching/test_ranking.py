from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.people import Coach, Member
from services.matching.domain.preferences import Preferences
from services.matching.domain.ranking import rank
from services.matching.domain.vocabulary import Code
from services.matching.domain.weights import DEFAULT
from tests.unit.matching.crowd import LIVED, NOON, coaches, crowds, members, openings_in, profile

GRIEF, ALCOHOL = Code("health", "grief"), Code("lived_with", "alcohol")


def ranked(member, *people, ready_from=NOON, seed="a referral"):
    return rank(member, people, now=NOON, ready_from=ready_from, seed=seed)


def order(member, *people, **given):
    return [one.coach.id for one in ranked(member, *people, **given)]


def terms(member, coach, **given):
    return ranked(member, coach, **given)[0].terms


def test_the_points_add_up_to_a_hundred():
    most = (DEFAULT.most_important, sum(DEFAULT.wishes), DEFAULT.first_meeting[0][1], DEFAULT.outlook)
    rest = (DEFAULT.family_life, DEFAULT.pathway, sum(DEFAULT.lived), DEFAULT.spirituality, DEFAULT.age[0])
    assert sum(most) + sum(rest) + DEFAULT.room + DEFAULT.seldom_shown == 100


def test_what_matters_most_outweighs_the_soonest_meeting():
    ada = Member(id="ada", preferences=Preferences(most_important=GRIEF))
    bo = Coach(id="bo", profile=profile("health.grief"))
    assert order(ada, Coach(id="cam", openings=openings_in(1)), bo) == ["bo", "cam"]


def test_a_neighbouring_experience_meets_the_most_important_wish_in_part():
    ada = Member(
        id="ada",
        profile=profile("lived_with.opioids"),
        preferences=Preferences(most_important=ALCOHOL),
    )
    assert terms(ada, Coach(id="bo", profile=profile("lived_with.opioids")))["most_important"] == 15


def test_who_a_person_is_has_no_in_part():
    ada = Member(
        id="ada", profile=profile("gender.man"), preferences=Preferences(most_important=Code("gender", "woman"))
    )
    assert terms(ada, Coach(id="bo", profile=profile("gender.man")))["most_important"] == 0


def test_nobody_wins_by_an_empty_calendar():
    soon, sooner = (Coach(id=str(hours), openings=openings_in(hours)) for hours in (23, 1))
    assert terms(Member(id="ada"), soon) == terms(Member(id="ada"), sooner)


def test_a_first_meeting_counts_from_when_the_person_is_ready():
    next_week = NOON + timedelta(days=7)
    bo = Coach(id="bo", openings=openings_in(7 * 24 + 3))
    assert terms(Member(id="ada"), bo, ready_from=next_week)["first_meeting"] == 16


def test_prison_and_service_count_only_when_asked_for():
    lived = profile("circumstances.justice", "circumstances.military")
    assert terms(Member(id="ada", profile=lived), Coach(id="bo", profile=lived))["lived"] == 0


def test_a_long_list_of_substances_weighs_no_more_than_one():
    many = profile("lived_with.alcohol", "lived_with.opioids", "lived_with.cocaine")
    assert terms(Member(id="ada", profile=many), Coach(id="bo", profile=many))["lived"] == 2


def test_a_shared_not_for_me_counts_like_a_shared_wish():
    mine = profile(not_for_me=["outlook.style_direct"])
    assert terms(Member(id="ada", profile=mine), Coach(id="bo", profile=mine))["outlook"] == 9


def test_whoever_is_still_finding_is_at_home_with_all():
    ada = Member(id="ada", profile=profile("pathway.still_finding"))
    assert terms(ada, Coach(id="bo", profile=profile("pathway.medication")))["pathway"] == 5


def test_a_coach_others_were_shown_gives_way():
    bo, cam = Coach(id="bo", shown_lately=4), Coach(id="cam")
    assert order(Member(id="ada"), bo, cam) == ["cam", "bo"]


def test_ties_are_drawn_by_lot_and_no_coach_wins_them_all():
    people = [Coach(id=id) for id in ("bo", "cam", "dee")]
    first = {order(Member(id="ada"), *people, seed=str(n))[0] for n in range(40)}
    assert first == {"bo", "cam", "dee"}


def test_a_coachs_own_wishes_never_take_more_than_a_seventh():
    cam = Coach(id="cam", openings=openings_in(1))
    bo = replace(cam, id="bo", preferences=Preferences(preferred=(Code("modality", "phone"),)))
    (first, second) = ranked(Member(id="ada"), bo, cam)
    assert first.coach.id == "cam" and round(second.points / first.points, 2) == 0.85


@given(members(), coaches(), st.sampled_from(LIVED))
def test_having_more_in_common_never_lowers_a_coach(member, coach, code):
    shared = replace(member, profile=replace(member.profile, used=member.profile.used | {code}))
    more = replace(coach, profile=replace(coach.profile, used=coach.profile.used | {code}))
    assert ranked(shared, more)[0].points >= ranked(shared, coach)[0].points


@given(members(), crowds(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_looked_at_changes_nothing(member, crowd, chance):
    mixed = list(crowd)
    chance.shuffle(mixed)
    assert order(member, *mixed) == order(member, *crowd)
