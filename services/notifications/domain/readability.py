"""How many years of school a text asks for. Counted roughly, and the same way each time."""

import re
from dataclasses import dataclass

MOST = 6.0
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.?!:]+(?=\s|$)")
_VOWELS = {"en": re.compile(r"[aeiouy]+"), "es": re.compile(r"[aeiouáéíóúü]+")}


@dataclass(frozen=True)
class Counted:
    words: int
    sentences: int
    syllables: int


def grade(text: str, *, tag: str) -> float:
    """English as Flesch and Kincaid count it, Spanish as Crawford does."""
    counted = _counted(text, tag)
    if not counted.words:
        return 0.0
    return _crawford(counted) if tag == "es" else _kincaid(counted)


def _kincaid(counted: Counted) -> float:
    return 0.39 * counted.words / counted.sentences + 11.8 * counted.syllables / counted.words - 15.59


def _crawford(counted: Counted) -> float:
    """Both are counted by the hundred words."""
    share = 100 / counted.words
    return -0.205 * counted.sentences * share + 0.049 * counted.syllables * share - 3.407


def _counted(text: str, tag: str) -> Counted:
    words = _WORD.findall(text)
    return Counted(len(words), max(1, len(_SENTENCE.findall(text))), sum(_syllables(word, tag) for word in words))


def _syllables(word: str, tag: str) -> int:
    said = word.lower() if tag == "es" else word.lower().removesuffix("e")
    return max(1, len(_VOWELS.get(tag, _VOWELS["en"]).findall(said)))
