"""The published vocabulary, as data. Codes are stable; VERSION grows with every code or label that is new."""

from shared.contracts.vocabulary.lists import LISTS
from shared.contracts.vocabulary.lived import LIVED
from shared.contracts.vocabulary.standard import STANDARD
from shared.contracts.vocabulary.terms import UNCOUNTED, Facet, Term

VERSION = "2026.14"
FACETS: tuple[Facet, ...] = LIVED + STANDARD


def codes_of(name: str) -> tuple[str, ...]:
    """The codes of one facet or closed list, in published order."""
    return tuple(term.code for facet in FACETS + LISTS if facet.facet == name for term in facet)


__all__ = ["FACETS", "LISTS", "LIVED", "STANDARD", "UNCOUNTED", "VERSION", "Facet", "Term", "codes_of"]
