"""Getting there: where a coach is before and after, and how long they need from one place to the other."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from services.scheduling.domain.hours import Hours
from services.scheduling.domain.intervals import Interval, merge, touches

# Whoever was somewhere else longer ago than that has been at home since, and comes from there.
COMES_FROM_HOME = 8 * 3600
Seconds = Mapping[frozenset[str], int]


class Visit(NamedTuple):
    """At a place for as long as the coach's time there is taken, buffers included."""

    start: int
    end: int
    place_id: str


def read_ways(given: Iterable[Mapping[str, Any]]) -> Seconds:
    """The same there and back."""
    return {frozenset(each["place_ids"]): each["minutes"] * 60 for each in given}


@dataclass(frozen=True)
class Ways:
    """`hours` say where the coach would be, also where others stand in for them; `visits` where they promised to be."""

    seconds: Seconds
    hours: Hours
    visits: Sequence[Visit]

    def leave_room_to_meet(self, start: int, end: int, busy: Sequence[Interval], place_id: str | None) -> bool:
        """Can somebody who is at that place from `start` to `end` get there from where they were, and on to the next?

        The way lies directly before what it leads to, and nothing else is in it: nor a place of which no way is known.
        `busy` is merged.
        """
        if place_id is None:
            return self.leave_room_to_talk(start, end)
        there = Visit(start, end, place_id)
        at = bisect_left(self.in_order, there)
        before, after = self.in_order[max(at - 1, 0) : at], self.in_order[at : at + 1]
        if any(self._is_unknown(one, there) for one in (*before, *after)) and not self.leave_room_to_talk(start, end):
            return False
        here, on = [self._way(one, there) for one in before], [self._way(there, one) for one in after]
        return all(end <= begin for begin, _ in on) and not any(_touches(busy, way) for way in (*here, *on))

    def leave_room_to_talk(self, start: int, end: int) -> bool:
        """By telephone one can be anywhere, but on the way."""
        return not touches(self.taken, start, end)

    @cached_property
    def in_order(self) -> Sequence[Visit]:
        return sorted(self.visits)

    @cached_property
    def taken(self) -> list[Interval]:
        return merge(self._way(one, other) for one, other in pairwise(self.in_order))

    def _is_unknown(self, one: Visit, other: Visit) -> bool:
        return one.place_id != other.place_id and frozenset((one.place_id, other.place_id)) not in self.seconds

    def _way(self, one: Visit, other: Visit) -> Interval:
        """Empty where none is known, or the two are hours apart."""
        needs = self.seconds.get(frozenset((one.place_id, other.place_id)), 0)
        return other.start - (needs if other.start - one.end < COMES_FROM_HOME else 0), other.start


def _touches(busy: Sequence[Interval], way: Interval) -> bool:
    return way[0] < way[1] and touches(busy, *way)
