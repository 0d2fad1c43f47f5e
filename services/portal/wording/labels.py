"""The published vocabulary's own words: one label a code and a language."""

from collections.abc import Iterator

from shared.contracts.vocabulary import FACETS, LISTS, LIVED
from shared.contracts.vocabulary.terms import Facet

EVERYTHING: dict[str, Facet] = {facet.facet: facet for facet in (*FACETS, *LISTS)}
ASKED_FOR: tuple[Facet, ...] = LIVED


def label(name: str, code: str, language: str) -> str:
    """The code itself where it is an organisation's own, or newer than we are."""
    facet = EVERYTHING.get(name)
    found = next((term for term in facet or () if term.code == code), None)
    return found.label[language] if found else code.replace("_", " ")


def facet_label(name: str, language: str) -> str:
    return EVERYTHING[name].label[language]


def choices(name: str, language: str) -> list[tuple[str, str]]:
    return [(term.code, term.label[language]) for term in EVERYTHING[name]]


def wishes(language: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What a person may wish for, heading by heading: `facet.code` and its label."""
    for facet in ASKED_FOR:
        yield facet.label[language], [(f"{facet.facet}.{term.code}", term.label[language]) for term in facet]
