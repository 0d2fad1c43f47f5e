"""What the pages say, one catalogue of our own words per language. A key that is missing is a bug, and says so.

A catalogue is `en.toml` and its leaves: `en.desk.toml` for the desk, `en.coach.toml` for coaches, and so on.
"""

import tomllib
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


def say(language: str, key: str, **values: Any) -> str:
    """A time that ends in a.m. ends its sentence too."""
    return CATALOGUES[language][key].format(**values).replace("m..", "m.")
