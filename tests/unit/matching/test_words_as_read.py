"""All that matching says to people, on one page to be read aloud: words_as_read.txt, in English and in Spanish.

When a sentence changes, read the page again as the person it is for, then renew it: WRITE_WORDS=1 pytest <this file>.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from services.matching.actions import disclosing
from services.matching.actions.consents import LABELS
from services.matching.domain import consent_words, not_collected, seen_words, waiting_words, words
from services.matching.domain.consent import Consent
from services.matching.domain.introduction import lint
from services.matching.domain.people import Coach, Member
from services.matching.domain.preferences import Preferences
from services.matching.domain.reasons import Telling, not_met, reasons
from services.matching.domain.refusals import REFUSALS
from services.matching.domain.vocabulary import Code
from tests.unit.matching.crowd import NOON, VOCABULARY, profile

PAGE = Path(__file__).with_name("words_as_read.txt")
ADA = Member(
    id="ada",
    profile=profile(
        "pathway.medication", "outlook.style_listening", "outlook.spirituality_central", "family_life.raising_children",
        "health.grief", "age_band.35_49", languages=["en", "es"],
    ),
    preferences=Preferences(
        most_important=Code("health", "grief"),
        required=(Code("gender", "woman"),),
        preferred=(Code("circumstances", "housing"), Code("access", "evenings")),
    ),
)  # fmt: skip
BOS = [
    "pathway.medication", "outlook.style_listening", "outlook.spirituality_central", "family_life.raising_children",
    "health.grief", "circumstances.work_school", "circumstances.housing", "age_band.35_49", "gender.woman",
]  # fmt: skip
BO = Coach(id="bo", profile=profile(*BOS, shown=BOS, languages=["en", "es"]))
QUIET = Coach(id="cam", profile=profile(*BOS, languages=["en", "es"]))
AGREED = Consent(
    id="consent",
    person_id="ada",
    type="outside",
    purpose="coordination",
    recipient_id="reyes",
    recipient_kind="person",
    data_classes=("progress", "participation", "ways_to_meet", "contact_details", "counselling_notes"),
    signed_at=NOON,
    signed_how="paper",
    recorded_at=NOON,
    recorded_by="sal",
    form={"recipient": {"name": "Dr. Reyes"}},
)


def page():
    return (
        "\n\n".join(f"== {title}\n" + "\n".join(lines) for language in ("en", "es") for title, lines in parts(language))
        + "\n"
    )


def parts(language):
    telling = Telling(vocabulary=VOCABULARY, language=language, zone="America/New_York", now=NOON)
    soon = NOON + timedelta(hours=26)
    yield f"Why Bo ({language})", [reason.text for reason in reasons(ADA, BO, soon, telling)]
    yield f"What is not met ({language})", [reason.text for reason in not_met(ADA, BO, telling)]
    yield f"Why Cam, who shows nothing ({language})", [reason.text for reason in reasons(ADA, QUIET, soon, telling)]
    what = VOCABULARY.label(Code("outlook", "style_direct"), language)
    yield f"Not shown because ({language})", [words.why_not_shown(name, language, what) for name in words.NOT_SHOWN]
    yield f"Not like this ({language})", [pair[language == "es"] for pair in REFUSALS.values()]
    yield f"What is late ({language})", [waiting_words.alert(code, language=language) for code in waiting_words.ALERTS]
    yield f"What now ({language})", [waiting_words.next_step(code, language=language) for code in waiting_words.NEXT]
    yield (
        f"Since when ({language})",
        [waiting_words.how_long(timedelta(hours=n), language=language) for n in (0.3, 1, 5, 24, 90)],
    )
    yield f"Not collected ({language})", [not_collected.said(name, language) for name in not_collected.NOT_COLLECTED]
    yield f"Who has seen your record ({language})", [deed[language] for deed in seen_words.DEEDS.values()]
    yield f"What stops ({language})", consent_words.stops(AGREED, LABELS, language)
    yield f"May not say ({language})", [disclosing.NOT_AGREED[language], disclosing.COURTS[language]]
    yield f"An introduction ({language})", lint("With Zebulon since 2015.", own_name="Bo", language=language)


def test_the_page_is_what_is_said():
    if os.environ.get("WRITE_WORDS"):
        PAGE.write_text(page(), encoding="utf-8")
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("never", [
    r"\b(he|she|him|her|his|hers)\b", r"\b(él|ella|usted|nosotros|nosotras)\b", r"o/a|@\w|\(a\)",
    r"\bbienvenid[oa]\b", r"\b(fail|failed|refuse[ds]?|missed|late|penalty|score|points|match(es)? found)\b",
    r"\b(case|client|patient|caso|cliente|paciente)\b", r"!",
])  # fmt: skip
def test_nobody_is_judged_counted_or_guessed_at(never):
    assert (
        re.findall(
            never,
            "\n".join(line for line in page().splitlines() if not line.startswith("==") and "collect" not in line),
            re.IGNORECASE,
        )
        == []
    )


def test_sentences_are_short_enough_to_be_read_aloud():
    for line in page().splitlines():
        for sentence in re.split(r"[.:;] ", line):
            assert len(sentence.split()) <= 22, sentence
