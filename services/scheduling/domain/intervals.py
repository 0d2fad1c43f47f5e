"""Half-open stretches of time, in whole seconds since 1970 UTC, kept as sorted pairs that never touch."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Interval = tuple[int, int]
LONG_AGO = -(1 << 62)


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time, sorted; what touches or overlaps becomes one."""
    merged: list[Interval] = []
    begin = until = LONG_AGO
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if start > until:
            if until > LONG_AGO:
                merged.append((begin, until))
            begin, until = start, end
        elif end > until:
            until = end
    return [*merged, (begin, until)] if until > LONG_AGO else merged


def subtract(source: Sequence[Interval], excluded: Sequence[Interval]) -> list[Interval]:
    """What is left of `source`. Both are merged."""
    if not excluded or not source:
        return list(source)
    left: list[Interval] = []
    position = bisect_right(excluded, (source[0][0], 0)) - 1
    position = max(position, 0)
    for start, end in source:
        while position < len(excluded) and excluded[position][1] <= start:
            position += 1
        at = position
        while at < len(excluded) and excluded[at][0] < end:
            if excluded[at][0] > start:
                left.append((start, excluded[at][0]))
            start = max(start, excluded[at][1])
            at += 1
        if start < end:
            left.append((start, end))
    return left


def intersect(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """The time in both. Both are merged."""
    shared: list[Interval] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            shared.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return shared


def clip(intervals: Sequence[Interval], first: int, last: int) -> list[Interval]:
    return intersect(intervals, [(first, last)])


def covers(merged: Sequence[Interval], start: int, end: int) -> bool:
    """Is all of start to end inside one of them?"""
    at = bisect_right(merged, (start, 1 << 62)) - 1
    return at >= 0 and end <= merged[at][1]


def touches(merged: Sequence[Interval], start: int, end: int) -> bool:
    """Is any of start to end inside one of them?"""
    at = bisect_right(merged, (start, 1 << 62)) - 1
    if at >= 0 and start < merged[at][1]:
        return True
    return at + 1 < len(merged) and merged[at + 1][0] < end


def peak(intervals: Iterable[Interval]) -> int:
    """How many there ever are at once. One that ends when another begins is gone by then."""
    most = now = 0
    for _, step in sorted(step for start, end in intervals if start < end for step in ((start, 1), (end, -1))):
        now += step
        most = max(most, now)
    return most
