"""The points of domain.weights for many coaches at once: the same as domain.ranking, to the last thousandth."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from services.matching.domain.exposure import FULL
from services.matching.domain.weights import Weights, thousandths
from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns
from services.matching.index.filtering import either
from services.matching.index.hours import instant, quarter
from services.matching.index.lexicon import masks


class Look:
    """The columns at some places; a word is gathered once, however many terms look at it."""

    def __init__(self, rows: np.ndarray, at: np.ndarray) -> None:
        self._rows, self._at = rows, at
        self._words: dict[int, np.ndarray] = {}

    def word(self, number: int) -> np.ndarray:
        if number not in self._words:
            self._words[number] = self._rows[number][self._at]
        return self._words[number]

    def any(self, bits: int) -> np.ndarray:
        found = [(self.word(word) & mask) != 0 for word, mask in masks(bits, len(self._rows))]
        return either(found, len(self._at))

    def count(self, bits: int) -> np.ndarray:
        found = [np.bitwise_count(self.word(word) & mask) for word, mask in masks(bits, len(self._rows))]
        return sum(found[1:], found[0]) if found else np.zeros(len(self._at), np.uint8)


def scores(columns: Columns, at: np.ndarray, question: Question, bits: Bits) -> np.ndarray:
    """Millionths of a point for each of these places."""
    total = np.zeros(len(at), np.int32)
    for term in _terms(columns, at, question, bits):
        total += term
    return _both_sides(total, columns, at, question.weights, bits)


def _terms(columns: Columns, at: np.ndarray, question: Question, bits: Bits) -> Iterator[np.ndarray]:
    look, weights = Look(columns.traits, at), question.weights
    if bits.most_important | bits.nearly:
        yield _most_important(look, bits, weights)
    if bits.preferred:
        yield _sums(weights.wishes, bits.preferred.bit_count())[look.count(bits.preferred)]
    yield _first_meeting(columns, at, question)
    if said := len(bits.wanted) + len(bits.unwanted):
        yield _outlook(columns, at, look, bits, weights, said)
    yield from _in_common(look, bits, weights)
    if bits.lived:
        yield _lived(look, bits, weights)
    if "age_band" in bits.used:
        yield _age(look, bits, weights)
    yield _fairness(columns, at, question)


def _most_important(look: Look, bits: Bits, weights: Weights) -> np.ndarray:
    partly = look.any(bits.nearly) * np.int32(thousandths(weights.most_important_partly))
    return np.where(look.any(bits.most_important), np.int32(thousandths(weights.most_important)), partly)


def _sums(points: tuple[float, ...], most: int) -> np.ndarray:
    """What the first none, one, two … are worth together."""
    return np.array([sum(map(thousandths, points[:met])) for met in range(most + 1)], np.int32)


def _first_meeting(columns: Columns, at: np.ndarray, question: Question) -> np.ndarray:
    hours = columns.hours
    last = [
        (_last_quarter(question, within) - hours.begins, points) for within, points in question.weights.first_meeting
    ]
    until = max(quarters for quarters, _ in last)
    first = hours.first(at, now=question.now, ready_from=question.ready_from, until=until)
    worth = np.zeros(until + 2, np.int32)
    for quarters, points in reversed(last):
        worth[: quarters + 1] = thousandths(points)
    return worth[np.minimum(first, until + 1)]


def _last_quarter(question: Question, hours: int) -> int:
    """The last quarter hour that begins within so many hours."""
    at = question.counted_from + timedelta(hours=hours)
    number = quarter(at)
    return number if instant(number) == at else number - 1


def _outlook(columns: Columns, at: np.ndarray, look: Look, bits: Bits, weights: Weights, said: int) -> np.ndarray:
    """Of what this member said for or against, the share each coach says too."""
    agreed = look.count(bits.of(bits.wanted))
    if bits.unwanted:
        agreed = agreed + Look(columns.against, at).count(bits.of(bits.unwanted))
    return np.array([thousandths(weights.outlook) * met // said for met in range(said + 1)], np.int32)[agreed]


def _in_common(look: Look, bits: Bits, weights: Weights) -> Iterator[np.ndarray]:
    for asked, points in (
        (bits.used.get("family_life", 0), weights.family_life),
        (0 if bits.is_still_finding else bits.pathway, weights.pathway),
        (bits.spirituality, weights.spirituality),
    ):
        if asked:
            yield look.any(asked) * np.int32(thousandths(points))
    if bits.is_still_finding:
        yield np.int32(thousandths(weights.pathway))


def _lived(look: Look, bits: Bits, weights: Weights) -> np.ndarray:
    """Substances alone are worth little; with anything else beside them, the best few count."""
    most, other = bits.lived.bit_count(), bits.lived & ~bits.used.get("lived_with", 0)
    alone = np.full(most + 1, thousandths(weights.lived_substance), np.int32)
    alone[0] = 0
    shared = look.count(bits.lived)
    return np.where(look.any(other), _sums(weights.lived, most)[shared], alone[shared])


def _age(look: Look, bits: Bits, weights: Weights) -> np.ndarray:
    same, near = map(thousandths, weights.age)
    return np.where(look.any(bits.used["age_band"]), np.int32(same), look.any(bits.next_age) * np.int32(near))


def _fairness(columns: Columns, at: np.ndarray, question: Question) -> np.ndarray:
    room, seldom = thousandths(question.weights.room), thousandths(question.weights.seldom_shown)
    shared = columns.room_share[at] * np.int32(room)
    if not question.seen:
        return (shared + np.int32(seldom * FULL)) // FULL
    return (shared + columns.rested(question.seen, question.now)[at] * np.int32(seldom)) // FULL


def _both_sides(total: np.ndarray, columns: Columns, at: np.ndarray, weights: Weights, bits: Bits) -> np.ndarray:
    """Multiplied by how each coach's own practical wishes are met; most have none."""
    least, hoped = thousandths(weights.reciprocity), columns.hoped[at]
    side = np.full(len(at), FULL, np.int32)
    hoping = np.flatnonzero(hoped)
    if len(hoping):
        met = Look(columns.hopes, at[hoping]).count(bits.traits).astype(np.int32)
        side[hoping] = least + (FULL - least) * met // hoped[hoping]
    return total * side
