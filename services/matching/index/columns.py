"""All coaches of an organisation as columns: one array a fact, one place a coach, in the order of their ids.

In memory only, never on disk. A change makes new columns; whoever still reads the old ones is not disturbed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np

from services.matching.index.facts import Facts
from services.matching.index.hours import Hours, first_word, hours_of
from services.matching.index.lexicon import Lexicon, in_words

ID = "S36"
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

    def find(self, ids: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
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
        arrays += [*self.papers.values(), self.hours.starts, self.hours.notice, *self.hours.notices]
        return sum(array.nbytes for array in arrays) / max(1, len(self))

    def after(self, facts: Sequence[Facts], *, lexicon: Lexicon, gone: Collection[str], now: datetime) -> "Columns":
        """These coaches as they are now, the others as they were. `lexicon` knows all that ours knew, and more."""
        old = self._as_of(lexicon, {kind for each in facts for kind in each.papers}, now)
        new = columns_of(facts, lexicon=lexicon, begins=old.hours.begins, papers=old.papers)
        at = old.places(new.ids.astype("U36").tolist())
        if len(at) == len(new) and not gone:
            return _matched(old, new, lambda mine, theirs: _written(mine, at, theirs))
        keep = np.ones(len(old), bool)
        keep[at], keep[old.places(gone)] = False, False
        order = np.argsort(np.concatenate([old.ids[keep], new.ids]), kind="stable")
        return _matched(old, new, lambda mine, theirs: np.concatenate([mine[..., keep], theirs], axis=-1)[..., order])

    def _as_of(self, lexicon: Lexicon, papers: Collection[str], now: datetime) -> "Columns":
        more = lexicon.words - len(self.traits)
        grown = {name: np.pad(getattr(self, name), ((0, more), (0, 0))) for name in WORDY} if more else {}
        nobody = {kind: np.zeros(len(self), np.int32) for kind in papers if kind not in self.papers}
        return replace(self, lexicon=lexicon, papers={**self.papers, **nobody}, hours=self.hours.as_of(now), **grown)


def empty(lexicon: Lexicon, now: datetime) -> Columns:
    return columns_of([], lexicon=lexicon, begins=first_word(now))


def columns_of(facts: Sequence[Facts], *, lexicon: Lexicon, begins: int, papers: Collection[str] = ()) -> Columns:
    ordered = sorted(facts, key=lambda each: each.id)
    held = {kind for each in ordered for kind in each.papers}.union(papers)
    words = {name: in_words([getattr(each, name) for each in ordered], lexicon.words) for name in WORDY}
    return Columns(
        lexicon=lexicon,
        ids=np.array([each.id for each in ordered], dtype=ID),
        marks=np.array([each.mark for each in ordered], dtype=np.uint64),
        hoped=np.array([each.hopes.bit_count() for each in ordered], dtype=np.uint8),
        is_open=np.array([each.is_open for each in ordered], dtype=bool),
        room=np.array([each.room for each in ordered], dtype=np.float64),
        room_share=np.array([each.room_share for each in ordered], dtype=np.int16),
        papers={kind: np.array([each.papers.get(kind, 0) for each in ordered], np.int32) for kind in held},
        hours=hours_of([each.openings for each in ordered], begins=begins),
        **words,
    )


def _matched(old: Columns, new: Columns, join: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Columns:
    """Array by array."""
    arrays: dict[str, Any] = {name: join(getattr(old, name), getattr(new, name)) for name in (*PLAIN, *WORDY)}
    hours = Hours(old.hours.begins, join(old.hours.starts, new.hours.starts), join(old.hours.notice, new.hours.notice))
    papers = {kind: join(old.papers[kind], new.papers[kind]) for kind in old.papers}
    return Columns(lexicon=old.lexicon, papers=papers, hours=hours, **arrays)


def _written(mine: np.ndarray, at: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    copy = mine.copy()
    copy[..., at] = theirs
    return copy
