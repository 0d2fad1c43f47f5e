"""One word, a digit, or words for a person to read: in any case, spacing, accents and punctuation, in two languages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.inbound import CANCEL_WORDS, STOP_WORDS, meaning_of
from services.notifications.domain.reading_hours import ReadingHours
from services.notifications.domain.texts import pieces, size_troubles
from services.notifications.wording.texts import kinds, write_text
from tests.unit.notifications.people import utc

NEW_YORK = ZoneInfo("America/New_York")
OPT_OUT = ["CANCEL", "END", "QUIT", "STOP", "REVOKE", "OPTOUT", "UNSUBSCRIBE", "ALTO", "PARAR", "BAJA", "CANCELAR"]


@pytest.mark.parametrize("word", OPT_OUT)
def test_every_word_that_carriers_know_stops_texts(word):
    assert meaning_of(word) in ("stop", "cancel")


@given(
    st.sampled_from(sorted(STOP_WORDS | CANCEL_WORDS)),
    st.lists(st.sampled_from([".", " ", "!", "-", "\n", "¡", "*", '"', "…"]), min_size=12, max_size=12),
    st.booleans(),
)
def test_however_it_is_written(word, between, large):
    written = "".join(letter + mark for letter, mark in zip(word.upper() if large else word, between, strict=False))
    assert meaning_of(between[-1] + written + word[len(between) :]) in ("stop", "cancel")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("Please stop texting me", "stop"), ("STOP ALL", "stop"), ("para por favor", "stop"),
     ("¡NO MÁS MENSAJES!", "stop"),
     ("opt out", "stop"), ("Opt-Out.", "stop"), ("Cancela", "cancel"), ("Start", "start"),
     ("Wrong number!!", "wrong_number"), ("sorry, you have the wrong number", "wrong_number"),
     ("Who is this?", "wrong_number"), ("Número equivocado", "wrong_number"), ("¿Quién es?", "wrong_number"),
     ("1", "confirm"), (" 2. ", "change"), ("(3)", "cannot_come"), ("4️⃣", "running_late"), ("１", "confirm"),
     ("leave me alone", "words"), ("cancel my appointment", "words"), ("12", "words"), ("1 or 2?", "words"),
     ("I can't stop thinking about it", "words"), ("help", "words"), ("", "words"), ("👍", "words"),
     ("the end of the week is fine", "words"), ("5", "words")],
)  # fmt: skip
def test_what_it_means(text, meaning):
    assert meaning_of(text) == meaning


@given(st.text(max_size=300))
def test_anything_at_all_can_be_read(text):
    assert meaning_of(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("€" * 80, 1), ("€" * 81, 2), ("á" * 70, 1), ("á" * 71, 2), ("é" * 160, 1),
     ("", 1),
     ("😀" * 35, 1), ("😀" * 36, 2)],
)  # fmt: skip
def test_how_many_pieces_a_text_takes(text, count):
    assert pieces(text) == count


def test_spanish_keeps_its_accents_and_english_is_written_plainly():
    assert size_troubles("¿Podés venir a la sesión?", tag="es") == []
    assert size_troubles("See you at the “café” —", tag="en")
    assert size_troubles("a" * 700, tag="es")


@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_text_of_ours_is_short_and_says_nothing_a_stranger_should_not_read(kind, tag):
    from services.notifications.domain.lint import lint

    told = {"at": utc(2026, 9, 30, 16), "zone": NEW_YORK, "modality": "in_person", "sender": "Alex"}
    told |= {"more": {"code": "123456"}}
    text = write_text(kind, tag=tag, **told, link="https://hello.example.org/l/" + "A" * 22)
    assert lint(text) == [] and size_troubles(text, tag=tag) == [] and pieces(text) <= 3


def test_when_a_person_reads_it_is_said_truthfully():
    hours = ReadingHours()
    friday_noon, friday_night = utc(2026, 11, 27, 17), utc(2026, 11, 28, 3)
    assert hours.open_until(friday_noon, NEW_YORK) == utc(2026, 11, 27, 22)
    assert hours.open_until(friday_night, NEW_YORK) is None
    assert hours.next_opening(friday_night, NEW_YORK) == utc(2026, 11, 30, 14)
    assert hours.between(friday_night, utc(2026, 11, 30, 16), NEW_YORK) == timedelta(hours=2)
    assert hours.between(utc(2026, 11, 25, 20), friday_noon, NEW_YORK) == timedelta(hours=2 + 8 + 3)
    before_the_clocks_change = datetime(2026, 10, 31, 12, tzinfo=NEW_YORK)
    assert hours.next_opening(before_the_clocks_change, NEW_YORK) == utc(2026, 11, 2, 14)
