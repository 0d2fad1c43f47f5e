"""Bookable starts of all coaches, a quarter hour a bit, column-major: one row is 16 hours of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

from services.matching.domain.openings import QUARTER, Openings

WORD = 64
TOLD = 42  # words: 28 days of quarter hours
WORDS = TOLD + 2
NEVER = np.int32(2**31 - 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_NOTICE = timedelta(0)


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

    @cached_property
    def notices(self) -> tuple[np.ndarray, np.ndarray]:
        """The few notices there are, and whose is which: worked out once, for they rarely change."""
        values, whose = np.unique(self.notice, return_inverse=True)
        return values, whose.astype(np.uint16)

    def earliest(self, at: np.ndarray, *, now: datetime, ready_from: datetime) -> np.ndarray:
        """For each of these places the first quarter hour that could be booked, from the window's beginning."""
        values, whose = self.notices
        after = [quarter(max(now + timedelta(minutes=int(each)), ready_from)) - self.begins for each in values]
        return np.array(after, np.int32)[whose[at]]

    def first(self, at: np.ndarray, *, now: datetime, ready_from: datetime, until: int) -> np.ndarray:
        """When each of these could first be met, from the window's beginning; NEVER when not before `until`."""
        earliest = self.earliest(at, now=now, ready_from=ready_from)
        found = np.full(len(at), NEVER, np.int32)
        if not len(at):
            return found
        left, words = np.arange(len(at)), len(self.starts)
        last_masked = int(earliest.max()) // WORD
        for word in range(max(0, int(earliest.min()) // WORD), min(words - 1, until // WORD) + 1):
            bits = self.starts[word][at[left]]
            if word <= last_masked:
                bits = _from(bits, earliest[left] - word * WORD)
            hit = bits != 0
            found[left[hit]] = word * WORD + _lowest(bits[hit])
            left = left[~hit]
            if not len(left):
                break
        return found

    def as_of(self, now: datetime) -> "Hours":
        """The same window moved on: what has passed is let go of, and what nobody told yet is empty."""
        passed = min((first_word(now) - self.begins) // WORD, len(self.starts))
        if passed <= 0:
            return self
        empty = np.zeros((passed, self.starts.shape[1]), np.uint64)
        return replace(self, begins=self.begins + passed * WORD, starts=np.concatenate([self.starts[passed:], empty]))


def hours_of(openings: Sequence[Openings | None], *, begins: int) -> Hours:
    """One column for each of these, all seen from the same beginning."""
    told = np.zeros((len(openings), TOLD), np.uint64)
    known = [(place, each) for place, each in enumerate(openings) if each]
    if known:
        joined = b"".join((each.starts & _ALL).to_bytes(TOLD * 8, "little") for _, each in known)
        told[[place for place, _ in known]] = np.frombuffer(joined, "<u8").reshape(-1, TOLD)
    offsets = np.array([quarter(each.from_) - begins if each else 0 for each in openings], np.int64)
    notice = np.array([(each.min_notice if each else NO_NOTICE) // timedelta(minutes=1) for each in openings], np.int32)
    return Hours(begins, np.ascontiguousarray(_seen_from(told, offsets).T), notice)


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
