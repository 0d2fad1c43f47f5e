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
