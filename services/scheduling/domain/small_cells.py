"""Small numbers point at somebody, so they are not shown; nor is what would let them be worked out."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from services.scheduling.domain.numbers import Number

Key = tuple[str, str | None, str | None]
NESTED = {"people", "calls"}  # each part holds the one before: nothing can be subtracted
FOLLOWS = {
    "session_minutes": "sessions",
    "support_minutes": "support",
    "volunteer_hours": "volunteer_contacts",
    "load_median": "load",
    "offers_median_hours": "offers",
    "first_contact_median_hours": "first_contact",
    "first_session_median_hours": "first_session",
}


def hide_small(numbers: Sequence[Number], *, below: int) -> list[Number]:
    """Where one alone would be hidden, the next larger goes with it: by parts of a measure, and by groups."""
    own = [each for each in numbers if each.measure not in FOLLOWS]
    hidden = {_key(each) for each in own if each.value and each.value < below}
    for parts in _together((each.measure, each.group, each) for each in own if each.measure not in NESTED):
        hidden |= _one_more(parts, hidden)
    for groups in _together((each.measure, each.part, each) for each in own if each.group is not None):
        hidden |= _one_more(groups, hidden)
    return [replace(each, value=None) if _points(each, own, hidden, below) else each for each in numbers]


def _together(told: Iterable[tuple[Hashable, Hashable, Number]]) -> Iterable[list[Number]]:
    found: dict[tuple[Hashable, Hashable], list[Number]] = defaultdict(list)
    for measure, other, number in told:
        found[measure, other].append(number)
    return found.values()


def _one_more(together: list[Number], hidden: set[Key]) -> set[Key]:
    shown = [each for each in together if _key(each) not in hidden]
    larger = [each for each in shown if each.value]
    if len(together) - len(shown) != 1 or not larger:
        return set()
    return {_key(min(larger, key=lambda each: each.value or 0))}


def _points(number: Number, own: Sequence[Number], hidden: set[Key], below: int) -> bool:
    """Minutes and medians are hidden with the sessions and the people they are of."""
    of = FOLLOWS.get(number.measure)
    if of is None:
        return _key(number) in hidden
    same = [each for each in own if (each.measure, each.group) == (of, number.group)]
    counted = [each for each in same if each.part != "not_yet" and number.part in (None, each.part)]
    few = 0 < sum(each.value or 0 for each in counted) < below
    return bool(few or any(_key(each) in hidden for each in counted))


def _key(number: Number) -> Key:
    return number.measure, number.part, number.group
