"""The published vocabulary's own words: one label a code and a language."""

from typing import Any

from shared.contracts.vocabulary import FACETS, LISTS
from shared.contracts.vocabulary.terms import Facet

EVERYTHING: dict[str, Facet] = {facet.facet: facet for facet in (*FACETS, *LISTS)}


def label(name: str, code: str, language: str) -> str:
    """The code itself where it is newer than we are."""
    return found_label(name, code, language) or bare(code)


def bare(code: str) -> str:
    return code.removeprefix("own_").replace("_", " ")


def found_label(name: str, code: str, language: str) -> str | None:
    """None where it is an organisation's own."""
    facet = EVERYTHING.get(name)
    found = next((term for term in facet or () if term.code == code), None)
    return found.label[language] if found else None


def facet_label(name: str, language: str) -> str:
    return EVERYTHING[name].label[language]


def choices(name: str, language: str) -> list[tuple[str, str]]:
    return [(term.code, term.label[language]) for term in EVERYTHING[name]]


def is_identity(name: str, code: str) -> bool:
    """Who a person is, as far as it is one of ours."""
    facet = EVERYTHING[name]
    return facet.identity or any(term.identity for term in facet if term.code == code)


def published() -> list[dict[str, Any]]:
    """As matching tells them, without any of an organisation's own."""
    return [
        {
            "facet": facet.facet,
            "label": facet.label,
            "codes": [{"code": term.code, "label": term.label} for term in facet],
        }
        for facet in FACETS
    ]
