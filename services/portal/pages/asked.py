"""The words people are asked in: ours, and this organisation's own among them, read from matching once a request."""

from collections.abc import Iterator, Sequence

from flask import g

from services.portal.clients.transport import Away, Found
from services.portal.forms.about import ASKED
from services.portal.pages.language import language
from services.portal.pages.services import matching
from services.portal.wording.labels import EVERYTHING, bare, is_identity, published

Headings = list[tuple[str, list[tuple[str, str]]]]


def words_here() -> list[Found]:
    """Every facet with its codes; only ours while matching is away, so that what was typed can still be shown."""
    if "words_asked" not in g:
        try:
            g.words_asked = matching().vocabulary()["facets"]
        except Away:
            g.words_asked = published()
    facets: list[Found] = g.words_asked
    return facets


def asked(kept: list[str], of: Sequence[str] = ASKED) -> Headings:
    """Heading by heading, `facet.code` and its label. What is asked no more stays for whoever said it: `kept`."""
    facets = {facet["facet"]: facet for facet in words_here()}
    return [(facets[name]["label"][language()], list(_codes(facets[name], kept))) for name in of]


def avoidable(headings: Headings) -> Headings:
    """Without who a person is: that may be asked for, never avoided."""
    kept = [(words, [one for one in codes if not is_identity(*one[0].split("."))]) for words, codes in headings]
    return [(words, codes) for words, codes in kept if codes]


def own_label(facet: str, code: str) -> str | None:
    """What this organisation calls a code of its own; only asked for where we publish none of that name."""
    if facet not in EVERYTHING or "actor" not in g:
        return None
    found = (one for each in words_here() if each["facet"] == facet for one in each["codes"] if one["code"] == code)
    return next((str(one["label"][language()]) for one in found), None)


def _codes(facet: Found, kept: list[str]) -> Iterator[tuple[str, str]]:
    told = {f"{facet['facet']}.{one['code']}": one for one in facet["codes"]}
    for name, one in told.items():
        if not one.get("retired") or name in kept:
            yield name, one["label"][language()]
    for name in kept:
        if name.startswith(f"{facet['facet']}.") and name not in told:
            yield name, bare(name.partition(".")[2])
