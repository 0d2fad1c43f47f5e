"""Small numbers point at somebody, so they are not shown; nor is what would let them be worked out."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

Key = tuple[str, str | None, str | None]
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Number:
    """`value` None is a number too small to show. `group` is a site or a source of funds; None is everything."""

    measure: str
    part: str | None
    value: int | float | None
    group: str | None = None

    @property
    def hidden(self) -> bool:
        return self.value is None


def hide_small(
    numbers: Sequence[Number], *, below: int, nested: Collection[str] = (), follows: Mapping[str, str] = NOTHING
) -> list[Number]:
    """Where one alone is hidden, or few in all, the next larger goes with it: by parts of a measure, and by groups.

    Of a `nested` measure each part holds the one before: nothing can be subtracted. `follows`: what is hidden with
    the measure that it tells more of.
    """
    own = [each for each in numbers if each.measure not in follows]
    hidden = {_key(each) for each in own if each.value and each.value < below}
    for parts in _together((each.measure, each.group, each) for each in own if each.measure not in nested):
        hidden |= _one_more(parts, hidden, below)
    for groups in _together((each.measure, each.part, each) for each in own if each.group is not None):
        hidden |= _one_more(groups, hidden, below)
    of = {each: follows.get(each.measure) for each in numbers}
    return [replace(each, value=None) if _points(each, of[each], own, hidden, below) else each for each in numbers]


def _together(told: Iterable[tuple[Hashable, Hashable, Number]]) -> Iterable[list[Number]]:
    found: dict[tuple[Hashable, Hashable], list[Number]] = defaultdict(list)
    for measure, other, number in told:
        found[measure, other].append(number)
    return found.values()


def _one_more(together: list[Number], hidden: set[Key], below: int) -> set[Key]:
    gone = [each for each in together if _key(each) in hidden]
    larger = [each for each in together if each.value and _key(each) not in hidden]
    is_told = len(gone) == 1 or 0 < sum(each.value or 0 for each in gone) < below
    if not is_told or not larger:
        return set()
    return {_key(min(larger, key=lambda each: each.value or 0))}


def _points(number: Number, of: str | None, own: Sequence[Number], hidden: set[Key], below: int) -> bool:
    """Minutes and medians are hidden with the sessions and the people they are of."""
    if of is None:
        return _key(number) in hidden
    same = [each for each in own if (each.measure, each.group) == (of, number.group)]
    counted = [each for each in same if each.part != "not_yet" and number.part in (None, each.part)]
    few = 0 < sum(each.value or 0 for each in counted) < below
    return bool(few or any(_key(each) in hidden for each in counted))


def _key(number: Number) -> Key:
    return number.measure, number.part, number.group
