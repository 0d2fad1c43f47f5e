from functools import cache

from services.matching.domain.vocabulary import Code, Meaning, Vocabulary
from shared.contracts import vocabulary as published


@cache
def words_in_use() -> Vocabulary:
    """The published vocabulary, as the domain reads it. An organisation's own codes will join here."""
    return Vocabulary(
        version=published.VERSION,
        meanings={
            Code(facet.facet, term.code): Meaning(
                term.label, identity=facet.identity or term.identity, offered=term.offered
            )
            for facet in published.FACETS
            for term in facet
        },
        open_facets=frozenset(facet.facet for facet in published.FACETS if facet.open),
        single_facets=frozenset(facet.facet for facet in published.FACETS if facet.single),
        identity_facets=frozenset(facet.facet for facet in published.FACETS if facet.identity),
    )


def published_words() -> dict:
    """What everybody may read: every facet and list with its codes, in English and Spanish."""
    return {
        "version": published.VERSION,
        "facets": [_told(facet) for facet in published.FACETS],
        "lists": [_told(facet) for facet in published.LISTS],
    }


def _told(facet) -> dict:
    parts = {name: getattr(facet, name) for name in ("facet", "label", "identity", "single", "open")}
    return parts | {"codes": [{name: getattr(term, name) for name in ("code", "label", "private")} for term in facet]}
