"""What the pages say: the same things in both languages, and nothing that stands in a template itself."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest

from services.portal.wording import CATALOGUES
from services.portal.wording.times import clock, day, length, number, starts_of

PORTAL = Path(__file__).parents[3] / "services/portal"
TEMPLATES = sorted((PORTAL / "templates").glob("*.html"))
EN, ES = CATALOGUES["en"], CATALOGUES["es"]
TEN = datetime(2026, 11, 24, 15, tzinfo=UTC)
NEW_YORK = "America/New_York"


def placeholders(words):
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_both_languages_say_the_same_things():
    assert set(EN) == set(ES)
    assert not [key for key in EN if placeholders(EN[key]) != placeholders(ES[key])]


def test_everything_that_is_said_is_in_the_catalogue_and_the_other_way_round():
    code = [*TEMPLATES, *PORTAL.rglob("*.py")]
    text = "\n".join(path.read_text() for path in code)
    said = set(re.findall(r"""["']([a-z_0-9]+(?:\.[a-z_0-9]+)*)["']""", text))
    built = set(re.findall(r"""["']([a-z_.]+\.)["'] ~""", text)) | {"done.", "error_page.", "error."}
    built |= {"book.", "move."}
    unused = [key for key in EN if key not in said and not any(key.startswith(start) for start in built)]
    assert unused == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_speaks_for_itself(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"[a-z-]+=\"[^\"]*\"|<[^>]*>", " ", text).replace("Holdfast", "")
    assert not re.findall(r"[A-Za-zÁ-ú]{2,}", text)


def test_spanish_needs_no_slash_and_no_sign():
    assert not [words for words in ES.values() if re.search(r"\w[/@]\w*[ao]\b|todes|bienvenido", words)]


def test_days_and_times_as_people_say_them():
    assert day(TEN, NEW_YORK, "en") == "Tuesday, November 24"
    assert day(TEN, NEW_YORK, "es") == "martes 24 de noviembre"
    assert clock(TEN, NEW_YORK, "en").replace("\u00a0", " ") == "10:00 AM"
    assert clock(TEN, "America/Los_Angeles", "en").startswith("7:00")


def test_nobody_is_hurried_by_seconds():
    assert length(timedelta(seconds=5), "en") == "1 minute"
    assert length(timedelta(hours=3), "es") == "3 horas"


def test_midnight_is_midnight_where_the_reader_is():
    """On the night the clocks go back, the day has twenty-five hours."""
    first, second = starts_of(1, now=datetime(2026, 11, 1, 12, tzinfo=UTC), zone=NEW_YORK)
    assert (second.astimezone(UTC) - first.astimezone(UTC)) == timedelta(hours=25)


@pytest.mark.parametrize(("count", "said"), [(25.0, "25"), (0.5, "0.5"), (0.0, "0"), (2.333, "2.33")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_number_is_written_as_people_write_it(count, said, language):
    assert number(count, language) == said
