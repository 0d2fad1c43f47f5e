"""The best of a hundred thousand in about a millisecond: filter, add up, and sort only the few who are shown."""

from typing import NamedTuple

import numpy as np

from services.matching.domain.lots import ALL, MIX, mark
from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns
from services.matching.index.filtering import eligible
from services.matching.index.scoring import scores

LOT_BITS = 33  # of a lot, below the score: enough to sort by before looking at the rest


class Standing(NamedTuple):
    """`score` in millionths of a point."""

    coach_id: str
    score: int

    @property
    def points(self) -> float:
        return self.score / 1_000_000


def best(columns: Columns, question: Question, *, limit: int) -> list[Standing]:
    """The first `limit` of everybody who could, in the order of domain.ranking: points, then lot, then id."""
    bits = Bits(question.member, columns.lexicon)
    at = eligible(columns, question, bits)
    score = scores(columns, at, question, bits)
    top = _top(score, at, columns, mark(question.seed), limit)
    return [Standing(columns.id(at[one]), int(score[one])) for one in top]


def _top(score: np.ndarray, at: np.ndarray, columns: Columns, seed: int, limit: int) -> np.ndarray:
    """Only who reaches the last score that is shown takes part in the lot."""
    top = np.arange(len(score))
    if limit < len(score):
        top = np.flatnonzero(score >= np.partition(score, len(score) - limit)[-limit])
    lots = _lots(seed, columns.marks[at[top]])
    if len(top) > 2 * limit:
        key = (score[top].astype(np.int64) << LOT_BITS) - (lots >> np.uint64(64 - LOT_BITS)).astype(np.int64)
        kept = np.flatnonzero(key >= np.partition(key, len(key) - limit)[-limit])
        top, lots = top[kept], lots[kept]
    return top[np.lexsort((at[top], lots, -score[top]))][:limit]


def _lots(seed: int, marks: np.ndarray) -> np.ndarray:
    """domain.lots.lot, for many at once."""
    one, other = (np.uint64(each & ALL) for each in MIX)
    x = marks ^ np.uint64(seed)
    x = (x ^ (x >> np.uint64(30))) * one
    x = (x ^ (x >> np.uint64(27))) * other
    return x ^ (x >> np.uint64(31))
