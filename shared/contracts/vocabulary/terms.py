"""What a published code is made of. A code never changes its meaning; a label may be worded better."""

from collections.abc import Iterator
from dataclasses import dataclass

UNCOUNTED = ("self_described", "prefer_not_to_say")


@dataclass(frozen=True, kw_only=True)
class Term:
    """`private`: pages add "nobody sees this unless you choose". `offered=False`: an offer never says it.

    `maps` names codes of public sets for export: "TEDS SUB1 5" (set, list, value) or "MG A" (Meeting Guide).
    """

    code: str
    en: str
    es: str
    private: bool = False
    offered: bool = True
    identity: bool = False
    maps: tuple[str, ...] = ()

    @property
    def label(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}


@dataclass(frozen=True, kw_only=True)
class Facet:
    """`identity`: who a person is; may be asked for, never avoided. `single`: one answer. `open`: any tag."""

    facet: str
    en: str
    es: str
    terms: tuple[Term, ...]
    identity: bool = False
    single: bool = False
    open: bool = False

    @property
    def label(self) -> dict[str, str]:
        return {"en": self.en, "es": self.es}

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)


def closed_list(name: str, en: str, es: str, *terms: tuple[str, ...]) -> Facet:
    """Each term: code, English, Spanish, and the codes of public sets it maps to."""
    return Facet(facet=name, en=en, es=es, terms=tuple(_term(*term) for term in terms))


def _term(code: str, en: str, es: str, *maps: str) -> Term:
    return Term(code=code, en=en, es=es, maps=maps)
