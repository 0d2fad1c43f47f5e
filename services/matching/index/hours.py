"""Bookable starts of all coaches, a quarter hour a bit, column-major: one row is 16 hours of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np

from services.matching.domain.openings import QUARTER, Openings

WORD = 64
TOLD = 42  # words: 28 days of quarter hours
WORDS = TOLD + 2
BYTES = TOLD * 8
NEVER = np.int32(2**31 - 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def quarter(instant: datetime) -> int:
    """The first quarter hour that begins at this instant or after it."""
    return -((EPOCH - instant) // QUARTER)


def instant(number: int) -> datetime:
    return EPOCH + number * QUARTER


def first_word(now: datetime) -> int:
    """Where the window begins: the quarter hours of the word that `now` is in."""
    return (now - EPOCH) // QUARTER // WORD * WORD


@dataclass(frozen=True)
class Hours:
    """`starts[w]` holds the quarter hours from `begins + 64 w`; what lies before the window has passed."""

    begins: int
    starts: np.ndarray
    notice: np.ndarray
    _known: list[tuple[tuple[int, ...], np.ndarray]] = field(default_factory=list, init=False, repr=False)

    @cached_property
    def notices(self) -> tuple[np.ndarray, np.ndarray]:
        """The few notices there are, and whose is which: worked out once, for they rarely change."""
        values, whose = np.unique(self.notice, return_inverse=True)
        return values, whose.astype(np.uint16)

    def first(self, at: np.ndarray, *, now: datetime, ready_from: datetime, until: int) -> np.ndarray:
        """When each of these could first be met, from the window's beginning; NEVER when not before `until`.

        For whoever is ready now the answer is the same until the next quarter hour: it is worked out once for all.
        """
        values, whose = self.notices
        after = [quarter(max(now + timedelta(minutes=int(each)), ready_from)) - self.begins for each in values]
        if ready_from > now:
            return self._look(at, np.array(after, np.int32)[whose[at]], until)
        asked = (*after, until)
        known = self._known[:]
        if not known or known[0][0] != asked:
            everybody = np.arange(len(whose))
            self._known[:] = known = [(asked, self._look(everybody, np.array(after, np.int32)[whose], until))]
        return known[0][1][at]

    def _look(self, at: np.ndarray, earliest: np.ndarray, until: int) -> np.ndarray:
        """Word by word, for those of whom nothing was found yet."""
        found = np.full(len(at), NEVER, np.int32)
        if not len(at):
            return found
        left, last_masked = np.arange(len(at)), int(earliest.max()) // WORD
        for word in range(max(0, int(earliest.min()) // WORD), min(len(self.starts) - 1, until // WORD) + 1):
            bits = self.starts[word][at[left]]
            if word <= last_masked:
                bits = _from(bits, earliest[left] - word * WORD)
            hit = bits != 0
            found[left[hit]] = word * WORD + _lowest(bits[hit])
            left = left[~hit]
            if not len(left):
                break
        return found

    @property
    def arrays(self) -> list[np.ndarray]:
        """All that is kept, what was worked out among it."""
        return [self.starts, self.notice, *self.notices, *(found for _, found in self._known)]

    def as_of(self, now: datetime) -> "Hours":
        """The same window moved on: what has passed is let go of, and what nobody told yet is empty."""
        passed = min((first_word(now) - self.begins) // WORD, len(self.starts))
        if passed <= 0:
            return self
        empty = np.zeros((passed, self.starts.shape[1]), np.uint64)
        return replace(self, begins=self.begins + passed * WORD, starts=np.concatenate([self.starts[passed:], empty]))


class Told(NamedTuple):
    """Bookable starts as they were told: `from_` in quarter hours, `starts` a bit each, `notice` in minutes."""

    from_: int
    starts: bytes
    notice: int


def told_of(openings: Openings) -> Told:
    starts = (openings.starts & _ALL).to_bytes(BYTES, "little")
    return Told(quarter(openings.from_), starts, openings.min_notice // timedelta(minutes=1))


def hours_of(told: Sequence[Told | None], *, begins: int) -> Hours:
    """One column for each of these, all seen from the same beginning."""
    nothing = Told(begins, b"", 0)
    each = [one or nothing for one in told]
    joined = b"".join(one.starts[:BYTES].ljust(BYTES, b"\0") for one in each)
    starts = np.frombuffer(joined, "<u8").reshape(len(each), TOLD)
    offsets = np.array([one.from_ for one in each], np.int64) - begins
    notice = np.array([one.notice for one in each], np.int32)
    return Hours(begins, np.ascontiguousarray(_seen_from(starts, offsets).T), notice)


_ALL = (1 << TOLD * WORD) - 1


def _seen_from(told: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Bits move together for all who were told from the same instant."""
    seen = np.zeros((len(told), WORDS), np.uint64)
    padded = np.pad(told, ((0, 0), (1, 1)))
    for offset in np.unique(offsets):
        own = np.flatnonzero(offsets == offset)
        word, bit = divmod(np.arange(WORDS) * WORD - int(offset), WORD)
        low, high = padded[own][:, _inside(word)], padded[own][:, _inside(word + 1)]
        shift = np.uint64(bit[0])
        seen[own] = (low >> shift) | (high << np.uint64(WORD) - shift if shift else np.uint64(0))
    return seen


def _inside(words: np.ndarray) -> np.ndarray:
    """The padding, which is empty, stands for all that lies outside."""
    return np.where((words >= 0) & (words < TOLD), words + 1, 0)


def _from(bits: np.ndarray, earliest: np.ndarray) -> np.ndarray:
    """Without what lies before; NumPy leaves a shift by a whole word undefined."""
    shift = np.clip(earliest, 0, WORD - 1).astype(np.uint64)
    return np.where(earliest < WORD, bits >> shift << shift, np.uint64(0))


def _lowest(bits: np.ndarray) -> np.ndarray:
    return np.bitwise_count((bits & -bits) - np.uint64(1)).astype(np.int32)
