"""What the pages say, one catalogue of our own words per language. A key that is missing is a bug, and says so."""

import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "English", "es": "Español"}
CATALOGUES: dict[str, dict[str, str]] = {
    language: tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text()) for language in LANGUAGES
}


def say(language: str, key: str, **values: Any) -> str:
    return CATALOGUES[language][key].format(**values)
