"""What stands against an organisation's own words; and that nothing stands against ours."""

import itertools

import pytest

from services.notifications.domain.readability import MOST, grade
from services.notifications.wording.review import sample, troubles, warnings
from services.notifications.wording.templates import KINDS, LANGUAGES, Template, language

GOOD = "Hi,\n\nSee you {when}, {how}.\n\n{tell_us}: {link}\n\n{sender}"


def wrong(text=GOOD, subject="See you {when}", kind="reminder", tag="en"):
    return troubles(Template(subject, text), kind=kind, tag=tag)


@pytest.mark.parametrize(("kind", "tag"), list(itertools.product(KINDS, LANGUAGES)))
def test_nothing_stands_against_our_own_words(kind, tag):
    assert troubles(language(tag).templates[kind], kind=kind, tag=tag) == {}


def test_plain_words_of_one_s_own_may_be_kept():
    assert wrong() == {}


@pytest.mark.parametrize(
    "text",
    [
        "Hi {{when}} {link}",
        "{'a'*10**9} {when} {link}",
        "See you {when}.",
        "See you. {link}",
        GOOD + " {where}",
        GOOD + " Your recovery matters.",
        GOOD + " Tu recuperación.",
        GOOD + " You missed our last talk.",
        GOOD + " There is a fee.",
        GOOD + " Reply STOP to end this.",
        GOOD + " See https://elsewhere.example",
        GOOD + " Notwithstanding aforementioned considerations, participation necessitates confirmation.",
    ],
)
def test_what_tells_shames_or_does_not_work_is_named(text):
    assert list(wrong(text)) == ["text"]


@pytest.mark.parametrize("subject", ["Your detox", "One\nTwo", "x" * 100, "Here: {link}", "{where}"])
def test_the_line_that_everybody_sees_is_looked_at_too(subject):
    assert list(wrong(subject=subject)) == ["subject"]


def test_a_code_is_never_in_the_line_that_shows_on_a_locked_telephone():
    assert list(wrong("Your code is {code}", subject="Code {code}", kind="code")) == ["subject"]
    assert wrong("Your code is {code}", subject="Your code", kind="code") == {}


def test_spanish_is_read_by_its_own_measure():
    plain = "Te recordamos tu cita. ¿Vienes? Dinos aquí."
    heavy = "Independientemente de las consideraciones administrativas correspondientes necesitamos confirmación."
    assert grade(plain, tag="es") <= MOST < grade(heavy, tag="es")
    assert grade("", tag="es") == 0


def test_a_sample_shows_the_organisation_s_words():
    assert "Tuesday, November 24" in sample(Template("Hi", GOOD), kind="reminder", tag="en").text


def short(text, tag="en"):
    return troubles(Template("See you {when}", GOOD, text), kind="reminder", tag=tag)


@pytest.mark.parametrize(
    "text",
    ["See you.", "Rehab at {when}", "See you {when}. Reply STOP to end", "{when} https://x.example", "{nope}",
     "See you {when} — bye", "See you {when}. " + "All good. " * 80],
)  # fmt: skip
def test_a_text_that_does_not_work_or_takes_too_much_room_is_named(text):
    assert list(short(text)) == ["short"]


def test_correct_spanish_is_counted_and_never_refused_for_its_letters():
    template = Template(
        "Nos vemos {when}", "Hola:\n\n{when} {link}", "Tu sesión será el {when}, ¿vendrás? " + "Sí. " * 9
    )
    assert troubles(template, kind="reminder", tag="es") == {}
    assert warnings(template, kind="reminder", tag="es") == {"short": ["This text is sent in 2 pieces."]}
    assert short("See you {when}") == {} and warnings(Template("Hi", GOOD), kind="reminder", tag="en") == {}
