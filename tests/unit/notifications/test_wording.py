import itertools
import re
from zoneinfo import ZoneInfo

import pytest

from services.notifications.domain.lint import lint
from services.notifications.domain.texts import pieces
from services.notifications.wording.grammar import WrongTemplate, fill, placeholders
from services.notifications.wording.letter import write
from services.notifications.wording.review import SAMPLES
from services.notifications.wording.templates import KINDS, LANGUAGES, PLAIN, REQUIRED, language
from services.notifications.wording.texts import ours, write_text
from shared.contracts.matching import MODALITIES
from tests.unit.notifications.people import NEW_YORK, utc

LINK = "http://127.0.0.1:8000/l/" + "A" * 22
EVERYTHING = list(itertools.product(KINDS, LANGUAGES, (*MODALITIES, None)))
EACH = list(itertools.product(KINDS, LANGUAGES))


def a_letter(kind="reminder", tag="en", modality="phone", link=LINK):
    at, zone = utc(2026, 11, 24, 15), ZoneInfo(NEW_YORK)
    return write(kind, tag=tag, at=at, zone=zone, modality=modality, link=link, sender="Alex", more=SAMPLES)


@pytest.mark.parametrize(("kind", "tag", "modality"), EVERYTHING)
def test_nothing_we_write_tells_a_stranger_why_they_meet(kind, tag, modality):
    letter = a_letter(kind, tag, modality)
    assert lint(f"{letter.subject}\n{letter.text}\n{letter.title}") == []


@pytest.mark.parametrize(("kind", "tag"), EACH)
def test_every_template_says_when_and_leaves_a_way_to_answer(kind, tag):
    template = language(tag).templates[kind]
    assert REQUIRED[kind] <= placeholders(template.text)
    assert "\n" not in template.subject


@pytest.mark.parametrize(("kind", "tag"), EACH)
def test_where_no_link_may_be_sent_its_whole_paragraph_is_left_out(kind, tag):
    letter = a_letter(kind, tag, link=None)
    assert "http" not in letter.text + letter.html
    assert not re.search(r":\s*$", letter.text.removesuffix("Alex\n").strip())


def test_times_are_said_as_people_say_them():
    assert a_letter("reminder", "en").subject == "See you Tuesday, November 24, 10:00 AM"
    assert a_letter("reminder", "es-MX").subject == "Nos vemos: martes 24 de noviembre, 10:00 a.m."


def test_who_reads_a_language_we_do_not_speak_yet_gets_english():
    assert a_letter(tag="tlh").subject == a_letter(tag="en").subject == a_letter(tag=None).subject


@pytest.mark.parametrize("kind", KINDS)
def test_english_is_sixth_grade_or_below(kind):
    assert grade(a_letter(kind, link=None).text) <= 6


@pytest.mark.parametrize("kind", KINDS)
def test_spanish_guesses_nobody_s_gender(kind):
    template = language("es").templates[kind]
    text = "\n".join((template.subject, template.text, ours(kind, "es"))).replace("nuestra lista", "")
    assert not re.search(r"\b(bienvenid|list|segur|esperad|invitad|citad)[oa]s?\b|[a-z]@|\b\w+x\b", text, re.I)


@pytest.mark.parametrize(("kind", "tag"), list(itertools.product(PLAIN, LANGUAGES)))
def test_plainer_words_ask_and_answer_as_the_others_do(kind, tag):
    usual, plain = (language(tag).templates[each] for each in (kind, PLAIN[kind]))
    assert placeholders(plain.text) == placeholders(usual.text) and plain.subject == usual.subject
    short, plain_short = (ours(each, tag) for each in (kind, PLAIN[kind]))
    assert placeholders(plain_short) == placeholders(short)
    assert plain_short.count(" 3 ") == short.count(" 3 ")
    assert (
        pieces(write_text(PLAIN[kind], tag="en", sender="Alex", at=utc(2026, 11, 25, 15), modality="walk_and_talk"))
        == 1
    )


def test_what_a_value_holds_is_never_read_as_a_template():
    assert fill("{link}", {"link": "{sender}", "sender": "Alex"}) == "{sender}"
    at, zone = utc(2026, 11, 24, 15), ZoneInfo(NEW_YORK)
    letter = write("offer", tag="en", at=at, zone=zone, modality=None, link=LINK, sender="<b>")
    assert "<b>" not in letter.html


@pytest.mark.parametrize("template", ["{'a'*10**9}", "{when", "{When}", "{{ when }}", "{}"])
def test_a_brace_holds_a_name_and_nothing_else(template):
    with pytest.raises(WrongTemplate):
        placeholders(template)


def test_a_name_we_do_not_know_is_refused():
    with pytest.raises(WrongTemplate):
        fill("{where}", {"when": "now"})


@pytest.mark.parametrize(
    "text",
    [
        "Your recovery meeting",
        "Tu cita de recuperación",
        "Sobriety check at 3",
        "12-step group",
        "AA at 7",
        "Reply STOP to end",
        "Responde CANCELAR",
        "Escribe BAJA",
        "Manda la palabra salir",
        "Reply with “CANCEL”",
        "http://recovery-centre.example/l/" + "A" * 22,
        "https://x.example/?token=abc",
        "https://x.example/s/" + "A" * 24,
        "https://x.example/l/" + "A" * 30,
        "https://name:word@x.example/",
        "bell \x07",
    ],
)
def test_the_lint_sees_what_must_not_be_said(text):
    assert lint(text)


@pytest.mark.parametrize(
    "text", ["See you Tuesday. Can't come? " + LINK, "Reply 1 to confirm", "Responde 1 para confirmar"]
)
def test_the_lint_lets_plain_words_pass(text):
    assert lint(text) == []


def test_a_link_s_own_letters_are_not_read_as_words():
    assert lint("http://x.example/l/-meth-" + "A" * 16) == []


def grade(text: str) -> float:
    """Flesch and Kincaid's grade, with syllables counted as groups of vowels."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.?!:]", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
