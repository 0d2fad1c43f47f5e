"""What stands behind a number of what happened: as much as the number says."""

from collections.abc import Callable, Mapping, Sequence

from services.scheduling.domain.numbers import Happening

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


def behind(happened: Sequence[Happening], measure: str, part: str | None) -> list[Happening]:
    counts = BEHIND[measure]
    return sorted((each for each in happened if counts(each, part)), key=lambda each: (each.at, each.id))
