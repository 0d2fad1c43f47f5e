"""What the pages say, one catalogue of our own words per language. A key that is missing is a bug, and says so.

A catalogue is `en.toml` and its leaves: `en.desk.toml` for the desk, `en.coach.toml` for coaches, and so on.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

LANGUAGES = {"en": "English", "es": "Español"}


def _read(language: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for leaf in sorted(HERE.glob(f"{language}*.toml")):
        told = tomllib.loads(leaf.read_text())
        assert not words.keys() & told.keys(), f"said twice: {sorted(words.keys() & told.keys())}"
        words |= told
    return words


CATALOGUES: dict[str, dict[str, str]] = {language: _read(language) for language in LANGUAGES}


COACH = re.compile(r"(?<![{\w])([Cc])oach(es)?(?![\w}])")


def say(language: str, key: str, *, coach_word: str = "coach", **values: Any) -> str:
    """A time that ends in a.m. ends its sentence too. `coach_word`: what an organisation calls a coach."""
    return _worded(language, key, coach_word).format(**values).replace("m..", "m.")


@cache
def _worded(language: str, key: str, coach_word: str) -> str:
    """In Spanish nobody is called by a word for a role: somebody walks with you."""
    told = CATALOGUES[language][key]
    return told if language != "en" or coach_word == "coach" else COACH.sub(lambda found: _as(found, coach_word), told)


def _as(found: re.Match[str], coach_word: str) -> str:
    word = coach_word.capitalize() if found[1] == "C" else coach_word
    return f"{word}s" if found[2] else word
