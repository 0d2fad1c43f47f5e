from functools import cache, lru_cache

from services.matching.domain.vocabulary import Code, Meaning, Vocabulary
from services.matching.store import own_codes
from services.matching.store.own_codes import OwnCode
from shared.contracts import vocabulary as published
from shared.contracts.vocabulary.aliases import ALIASES, ASK

PARTS = ("facet", "label", "identity", "single", "open")


def words_in_use(rx=None) -> Vocabulary:
    """The published vocabulary, as the domain reads it; of an organisation, its own codes among it."""
    own = own_codes.everyone(rx) if rx is not None else ()
    return _with(own) if own else _published()


def words_published(rx) -> dict:
    """What everybody may read: every facet and list with its codes, in English and Spanish."""
    own = own_codes.everyone(rx)
    return {
        "version": version(own),
        "facets": [_told(facet, [one for one in own if one.facet == facet.facet]) for facet in published.FACETS],
        "lists": [_told(facet, ()) for facet in published.LISTS],
    }


def aliases() -> dict:
    """For importers: old words on paper, and the code they stand for. Of some we ask the person; we never guess."""
    found = [
        {"alias": alias, "facet": facet, "code": code}
        for (facet, code), words in ALIASES.items()
        for alias in words.split(", ")
    ]
    return {"version": published.VERSION, "items": found, "ask": list(ASK)}


def mappings(rx, *, set: str | None = None) -> list[dict]:
    """Our codes in public sets, for exports: TEDS, Meeting Guide, HL7, OMB."""
    terms = [(facet.facet, term.code, term.maps) for facet in published.FACETS + published.LISTS for term in facet]
    terms += [(own.facet, own.code, own.maps) for own in own_codes.everyone(rx)]
    found = [_mapping(facet, code, target) for facet, code, maps in terms for target in maps]
    return [one for one in found if set in (None, one["set"])]


def version(own: tuple[OwnCode, ...]) -> str:
    """The published one, and which revision of an organisation's own words."""
    revision = max((one.revision for one in own), default=0)
    return f"{published.VERSION}+{revision}" if revision else published.VERSION


@cache
def _published() -> Vocabulary:
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


@lru_cache(maxsize=64)
def _with(own: tuple[OwnCode, ...]) -> Vocabulary:
    added = {Code(one.facet, one.code): Meaning(one.label, identity=one.identity, offered=one.offered) for one in own}
    return _published().with_own(added, version=version(own))


def _told(facet, own) -> dict:
    codes = [{name: getattr(term, name) for name in ("code", "label", "private")} for term in facet]
    codes += [_own(one) for one in own]
    return {name: getattr(facet, name) for name in PARTS} | {"codes": codes}


def _own(one: OwnCode) -> dict:
    told = {name: getattr(one, name) for name in ("code", "label", "private")}
    return told | {"own": True, "retired": one.retired_at is not None}


def _mapping(facet, code, target: str) -> dict:
    first, *middle, last = target.split(" ")
    return {"facet": facet, "code": code, "set": first, "list": " ".join(middle) or None, "value": last}
