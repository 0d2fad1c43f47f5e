"""A coach's own words: read as a careful colleague would, who wants nobody named who did not ask for it."""

import pytest

from services.matching.domain.introduction import lint


def found(text, **told):
    return [said.split("“")[1].split("”")[0] for said in lint(text, own_name="Bo O'Neil", **told)]


@pytest.mark.parametrize("text", [
    "I like walking, and I listen more than I talk.",
    "I'm Bo. I've been where you are. God, AA and my dog got me through.",
    "Mornings are best: Mondays and Thursdays, in English or Spanish.",
    "I walked with the Army, then alone. SMART Recovery fit me better than the Twelve Steps.",
    "Bo here! Fifteen years as a Recovery Coach in New York.",
    "Me gusta caminar. Hablo español e inglés. Dios me ayudó mucho.",
    "I may be slow to answer. In my forties; 2 kids; open 24/7.",
    "",
])  # fmt: skip
def test_words_about_oneself_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("text, word", [
    ("My sponsor Ines saved my life.", "Ines"),
    ("Thanks to Dr. Smith I am here.", "Smith"),
    ("Maria helped me when nobody did.", "Maria"),
    ("I live with Zebulon and two cats.", "Zebulon"),
    ("Mi padrino Chuy me enseñó a escuchar.", "Chuy"),
    ("Ask for Ana-Lucía at the desk.", "Ana-Lucía"),
    ("It began on 3/14/2019.", "3/14/2019"),
    ("Here since 2015.", "2015"),
    ("On March 3rd, 2016 it all changed.", "March 3rd, 2016"),
    ("Desde el 3 de marzo de 2016.", "3 de marzo de 2016"),
    ("Since 2019-03-01.", "2019-03-01"),
])  # fmt: skip
def test_other_peoples_names_and_dates_are_pointed_at(text, word):
    assert found(text) == [word]


def test_a_coach_says_that_it_is_no_name():
    assert found("I grew up in Burlington.") == ["Burlington"]
    assert found("I grew up in Burlington.", not_names=["Burlington"]) == []


def test_what_is_said_about_it_reads_like_a_person():
    english = lint("Since 2015 with Zebulon.", own_name="Bo")
    assert english == [
        "“Zebulon” looks like somebody's name. Please leave other people's names out, or tell us that it is none.",
        "“2015” looks like a date. Please say it without one: “some years ago” is enough.",
    ]
    assert lint("Desde 2015.", own_name="Bo", language="es") == [
        "“2015” parece una fecha. Dilo sin fecha: “hace unos años” es suficiente."
    ]
