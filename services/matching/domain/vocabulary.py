import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

UNCOUNTED = frozenset({"self_described", "prefer_not_to_say"})
TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


class Code(NamedTuple):
    """One word of the vocabulary: what a person may say of themselves, or ask for."""

    facet: str
    code: str


@dataclass(frozen=True)
class Meaning:
    label: Mapping[str, str]
    identity: bool = False
    offered: bool = True


@dataclass(frozen=True)
class Vocabulary:
    """The words one organisation uses: the published ones, and in time its own."""

    version: str
    meanings: Mapping[Code, Meaning]
    open_facets: frozenset[str]
    single_facets: frozenset[str]
    identity_facets: frozenset[str]

    def with_own(self, meanings: Mapping[Code, Meaning], *, version: str) -> "Vocabulary":
        """An organisation's own codes beside the published ones, which they never replace."""
        return replace(self, version=version, meanings={**self.meanings, **meanings})

    @cached_property
    def facets(self) -> frozenset[str]:
        return self.open_facets | {code.facet for code in self.meanings}

    def knows(self, code: Code) -> bool:
        return code in self.meanings or (code.facet in self.open_facets and bool(TAG.fullmatch(code.code)))

    def is_identity(self, code: Code) -> bool:
        """Who a person is, rather than what they lived through or how they like to work."""
        meaning = self.meanings.get(code)
        return code.facet in self.identity_facets or (meaning is not None and meaning.identity)

    def may_be_offered(self, code: Code) -> bool:
        meaning = self.meanings.get(code)
        return meaning is None or meaning.offered

    def label(self, code: Code, language: str) -> str:
        meaning = self.meanings.get(code)
        return code.code if meaning is None else meaning.label[language]

    @cached_property
    def _order(self) -> Mapping[Code, int]:
        return {code: place for place, code in enumerate(self.meanings)}

    def labels(self, codes: Iterable[Code], language: str) -> str:
        """In published order, so that the same things are always said the same way."""
        ordered = sorted(codes, key=lambda code: (self._order.get(code, len(self._order)), code))
        return ", ".join(self.label(code, language) for code in ordered)


def primary(tag: str) -> str:
    """es-MX and es are one language to talk in."""
    return tag.partition("-")[0].lower()
