"""docs/matching-lifecycle.md draws what the code does: no arrow more, no arrow less."""

import re

import pytest

from services.matching.domain import match, offer, referral, standing
from services.matching.domain.refusals import REFUSALS, refusal
from shared.contracts.matching import EVENTS
from tests.house.rooms import ROOT

PAGE = (ROOT / "docs/matching-lifecycle.md").read_text()
MOVES = {"Request": referral.MOVES, "Offer": offer.MOVES, "Match": match.MOVES, "Person": standing.MOVES}
REFUSED = (*referral.REFUSED.values(), *match.REFUSED.values(), *standing.REFUSED.values())


def part(noun):
    return re.search(rf"^## {noun}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL).group(1)


@pytest.mark.parametrize("noun", MOVES)
def test_what_is_drawn_is_what_can_happen(noun):
    drawn = re.findall(r"^ {4}(\w+) --> (\w+): (\w+)$", part(noun), re.MULTILINE)
    assert {(state, deed): after for state, after, deed in drawn} == MOVES[noun]
    assert len(drawn) == len(MOVES[noun])


@pytest.mark.parametrize("noun", MOVES)
def test_every_deed_is_told_by_an_event(noun):
    told = dict(re.findall(r"^\| (\w+) \| .* \| `([\w.]+)` \|$", part(noun), re.MULTILINE))
    assert set(told) == {deed for _, deed in MOVES[noun]}
    assert set(told.values()) <= set(EVENTS)


def test_every_refusal_has_words_in_both_languages():
    assert set(REFUSED) <= set(REFUSALS)
    for code, (en, es) in REFUSALS.items():
        assert en.endswith(".") and es.endswith(".") and en != es, code
        assert refusal(code).more["in_words"] == {"en": en, "es": es}
