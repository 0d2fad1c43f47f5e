from services.matching.domain.people import Coach, Member
from services.matching.domain.sketch import sketch
from services.matching.domain.vocabulary import Code
from tests.unit.matching.crowd import VOCABULARY, profile

SHARED = ["health.grief", "circumstances.violence", "health.trauma"]
ADA = Member(id="ada", profile=profile(*SHARED, "age_band.35_49", shown=[*SHARED[:2], "age_band.35_49"]))
BO = Coach(id="bo", profile=profile(*SHARED))


def told(everyone):
    found = sketch(ADA, BO, everyone, VOCABULARY)
    return set(found.facts), found.thinned


def test_among_many_an_offer_says_language_and_what_the_person_lets_be_shown():
    facts = {Code("languages", "en"), Code("age_band", "35_49"), Code("health", "grief")}
    assert told([ADA] * 5) == (facts, False)


def test_an_age_that_is_not_shown_is_not_said_either():
    lou = Member(id="lou", profile=profile("age_band.35_49"))
    assert set(sketch(lou, BO, [ADA] * 5, VOCABULARY).facts) == {Code("languages", "en")}


def test_violence_is_never_said_in_an_offer():
    assert Code("circumstances", "violence") not in told([ADA] * 50)[0]


def test_a_fact_that_fits_fewer_than_five_people_is_left_out():
    others = [Member(id=str(n), profile=profile("age_band.35_49")) for n in range(4)]
    assert told([ADA, *others]) == ({Code("languages", "en"), Code("age_band", "35_49")}, True)


def test_in_a_very_small_place_an_offer_says_nothing():
    assert told([ADA]) == (set(), True)
