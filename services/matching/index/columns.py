"""All coaches of an organisation as columns: one array a fact, one place a coach, in the order of their ids.

In memory only, never on disk. A change makes new columns; whoever still reads the old ones is not disturbed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import islice, repeat
from operator import itemgetter
from typing import Any

import numpy as np

from services.matching.domain.exposure import FULL, Seen, ease
from services.matching.index.facts import Facts
from services.matching.index.hours import Hours, first_word, hours_of
from services.matching.index.lexicon import Lexicon, in_words

ID = "S36"
AT_ONCE = 4096
WORDY = ("traits", "against", "wary_of", "hopes")
PLAIN = ("ids", "marks", "hoped", "is_open", "room", "room_share")


@dataclass(frozen=True, eq=False, kw_only=True)
class Columns:
    """`hoped` counts a coach's own wishes; `papers` has the last day of each kind of credential, 0 for none."""

    lexicon: Lexicon
    ids: np.ndarray
    marks: np.ndarray
    hoped: np.ndarray
    is_open: np.ndarray
    room: np.ndarray
    room_share: np.ndarray
    traits: np.ndarray
    against: np.ndarray
    wary_of: np.ndarray
    hopes: np.ndarray
    papers: Mapping[str, np.ndarray]
    hours: Hours
    _eased: list[tuple[object, datetime, np.ndarray]] = field(default_factory=list, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def free(self) -> np.ndarray:
        """The room of those who take anybody on at all."""
        return np.where(self.is_open, self.room, -np.inf)

    @cached_property
    def wary(self) -> bool:
        return bool(self.wary_of.any())

    def places(self, ids: Collection[str]) -> np.ndarray:
        """Where these stand; whoever is not known is left out."""
        at, known = self.find(sorted(ids))
        return at[known]

    def find(self, ids: Sequence[str] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each would stand, and whether it does."""
        asked = np.array(ids, dtype=ID)
        at = np.searchsorted(self.ids, asked)
        known = at < len(self.ids)
        known[known] = self.ids[at[known]] == asked[known]
        return at, known

    def id(self, place: int) -> str:
        return str(self.ids[place].decode())

    def bits(self, name: str, place: int) -> int:
        """Of one coach, as the lexicon reads them."""
        return int.from_bytes(getattr(self, name)[:, place].tobytes(), "little")

    @property
    def bytes_each(self) -> float:
        arrays = [getattr(self, name) for name in (*PLAIN, *WORDY, "free")]
        arrays += [*self.papers.values(), *self.hours.arrays, *(found for *_, found in self._eased)]
        return sum(array.nbytes for array in arrays) / max(1, len(self))

    def after(self, facts: Iterable[Facts], *, lexicon: Lexicon, gone: Collection[str], now: datetime) -> "Columns":
        """These coaches as they are now, the others as they were. `lexicon` learns while `facts` are read."""
        old = replace(self, hours=self.hours.as_of(now))
        read = [columns_of(some, lexicon=lexicon, begins=old.hours.begins) for some in _batches(facts)]
        held = {kind for each in (old, *read) for kind in each.papers}
        old, *new = (each.as_wide_as(lexicon, held) for each in (old, *read))
        ids = np.concatenate([each.ids for each in new]) if new else np.empty(0, ID)
        at, known = old.find(ids)
        if len(new) == 1 and known.all() and not gone:
            return _joined([old, *new], lambda parts: _written(parts[0], at, parts[1]))
        keep = np.ones(len(old), bool)
        keep[at[known]], keep[old.places(gone)] = False, False
        order = np.argsort(np.concatenate([old.ids[keep], ids]), kind="stable")
        return _joined([old, *new], lambda parts: _put_together(parts[0][..., keep], parts[1:], order))

    def rested(self, seen: Mapping[str, Seen], now: datetime) -> np.ndarray:
        """How long each went unseen, in thousandths; worked out once for everybody who is asked about together."""
        for known, when, found in self._eased[-1:]:
            if known is seen and when == now:
                return found
        rested = np.full(len(self), FULL, np.int32)
        at, known = self.find(list(seen))
        rested[at[known]] = np.array([ease(each, now) for each in seen.values()], np.int32)[known]
        self._eased[:] = [(seen, now, rested)]
        return rested

    def as_wide_as(self, lexicon: Lexicon, papers: Collection[str]) -> "Columns":
        """With room for all that the lexicon knows by now, and for every kind of paper."""
        more = lexicon.words - len(self.traits)
        grown = {name: np.pad(getattr(self, name), ((0, more), (0, 0))) for name in WORDY} if more else {}
        nobody = {kind: np.zeros(len(self), np.int32) for kind in papers if kind not in self.papers}
        return replace(self, lexicon=lexicon, papers={**self.papers, **nobody}, **grown)


def empty(lexicon: Lexicon, now: datetime) -> Columns:
    return columns_of([], lexicon=lexicon, begins=first_word(now))


def columns_of(facts: Sequence[Facts], *, lexicon: Lexicon, begins: int) -> Columns:
    ordered = sorted(facts, key=itemgetter(0))
    each = dict(zip(Facts._fields, zip(*ordered, strict=True) if ordered else repeat(()), strict=False))
    held = {kind for papers in {id(one): one for one in each["papers"]}.values() for kind in papers}
    return Columns(
        lexicon=lexicon,
        ids=np.array(each["id"], dtype=ID),
        marks=np.array(each["mark"], dtype=np.uint64),
        hoped=np.array([hopes.bit_count() for hopes in each["hopes"]], dtype=np.uint8),
        is_open=np.array(each["is_open"], dtype=bool),
        room=np.array(each["room"], dtype=np.float64),
        room_share=np.array(each["room_share"], dtype=np.int16),
        papers={kind: np.array([papers.get(kind, 0) for papers in each["papers"]], np.int32) for kind in held},
        hours=hours_of(each["told"], begins=begins),
        **{name: in_words(each[name], lexicon.words) for name in WORDY},
    )


def _batches(facts: Iterable[Facts]) -> Iterator[list[Facts]]:
    """What was read becomes columns before more is read: a hundred thousand small things would be in the way."""
    waiting = iter(facts)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _joined(parts: Sequence[Columns], join: Callable[[list[np.ndarray]], np.ndarray]) -> Columns:
    """Array by array."""
    first = parts[0]
    arrays: dict[str, Any] = {name: join([getattr(each, name) for each in parts]) for name in (*PLAIN, *WORDY)}
    starts, notice = join([each.hours.starts for each in parts]), join([each.hours.notice for each in parts])
    papers = {kind: join([each.papers[kind] for each in parts]) for kind in first.papers}
    return Columns(lexicon=first.lexicon, papers=papers, hours=Hours(first.hours.begins, starts, notice), **arrays)


def _put_together(stay: np.ndarray, come: Sequence[np.ndarray], order: np.ndarray) -> np.ndarray:
    return np.concatenate([stay, *come], axis=-1)[..., order]


def _written(mine: np.ndarray, at: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    copy = mine.copy()
    copy[..., at] = theirs
    return copy
