"""What stands behind a number of what happened: as much as the number says."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from services.scheduling.domain.numbers import DEFINITIONS, Happening
from shared.kernel.small_cells import Number

Counts = Callable[[Happening, str | None], bool]


def _session(each: Happening, way: str | None) -> bool:
    return each.kind == "session" and each.in_touch and (each.modality or "unknown") == way


def _support(each: Happening, kind: str | None) -> bool:
    return kind in each.support


def _volunteer(each: Happening, _: str | None) -> bool:
    return each.by_volunteer


BEHIND: Mapping[str, Counts] = {
    "people": lambda each, part: part == "week" and each.in_touch and each.person_id is not None,
    "people_unnamed": lambda each, _: each.person_id is None,
    "visits": lambda each, _: each.kind == "visit",
    "contacts": lambda each, part: each.kind == part,
    "sessions": _session,
    "session_minutes": _session,
    "support": _support,
    "support_minutes": _support,
    "calls": lambda each, part: each.kind == "call" and (part == "tried" or each.talked),
    "groups": lambda each, part: each.kind == "group" and bool(each.count),
    "volunteer_contacts": _volunteer,
    "volunteer_hours": _volunteer,
    "told_us": lambda each, part: part == "began_with_them" and each.by_person,
}


PARTS: Mapping[str, frozenset[str]] = {
    "people": frozenset({"week", "new", "quarter", "year"}),
    "calls": frozenset({"tried", "talked"}),
    "groups": frozenset({"held", "took_part"}),
    "outreach": frozenset({"opened", "given", "overdue_now"}),
    "told_us": frozenset({"began_with_them", "hard_time"}),
    "walking": frozenset({"active", "paused", "waiting"}),
    "first_contact": frozenset({"in_time", "later", "not_yet"}),
    "first_session": frozenset({"in_time", "later", "not_yet"}),
}
WHOLE = ("people_unnamed", "visits", "volunteer_contacts", "volunteer_hours")
ONCE = (("groups", "held"), ("volunteer_contacts", None), ("volunteer_hours", None))


def has_list(number: Number) -> bool:
    """Whether there is anything to open."""
    return can_be_listed(number.measure) and bool(number.hidden or number.value)


def can_be_listed(measure: str) -> bool:
    """No person stands in what coaches' answers and loads are counted from, nor behind the middle of anything."""
    return measure in DEFINITIONS and not measure.startswith(("offers", "load")) and "_median" not in measure


def is_part(measure: str, part: str | None) -> bool:
    """The others' parts are codes: one that did not come up this week is no mistake."""
    if measure in WHOLE:
        return part is None
    return part in PARTS[measure] if measure in PARTS else part is not None


def behind(happened: Sequence[Happening], measure: str, part: str | None) -> list[Happening]:
    counts = BEHIND[measure]
    found = [each for each in happened if counts(each, part)]
    return sorted(_once(found) if (measure, part) in ONCE else found, key=lambda each: (each.at, each.id))


def _once(found: Sequence[Happening]) -> list[Happening]:
    """A group is one thing that happened, to so many people; it is none of theirs."""
    meetings: dict[str, list[Happening]] = defaultdict(list)
    for each in found:
        meetings[each.meeting].append(each)
    return [
        replace(several[0], id=meeting, person_id=None, count=sum(each.count for each in several))
        if len(several) > 1
        else several[0]
        for meeting, several in meetings.items()
    ]
