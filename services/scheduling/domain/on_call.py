"""Who can talk now, or today: one list of an organisation, on its own clock, read like coaches' hours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.scheduling.domain.hours import Hours, Rules, read_hours
from services.scheduling.domain.openings import Diary
from services.scheduling.domain.windows import windows_between

SHORTEST, USUAL, LONGEST = 15, 30, 30
STEP = 15
WAYS = ("phone", "in_person")


def read_on_call(document: Mapping[str, Any]) -> dict[str, Hours]:
    """When each is on call, in the order of the list. What cannot be meant is refused, in words."""
    ids = [each["coach_id"] for name in ("weekly", "exceptions") for each in document.get(name, ())]
    return {coach_id: _hours_of(document, coach_id) for coach_id in dict.fromkeys(ids)}


def is_on_call(hours: Hours, now: int) -> bool:
    return bool(windows_between(hours, now, now + 60))


def welcoming(diary: Diary, hours: Hours, first: int, last: int) -> Diary:
    """A coach's diary while on call: no notice, no limits, their own buffers and their own time off."""
    own = diary.hours
    clock = own.clock(first, last)
    away = [(clock.utc(start), clock.utc(end)) for start, end in own.time_off]
    ways = replace(diary.ways, hours=hours) if diary.ways else None
    return replace(diary, hours=replace(hours, rules=_rules(own.rules)), busy=[*diary.busy, *away], ways=ways)


def welcoming_by_permission(diary: Diary, welcomed: Sequence[int]) -> Diary:
    """A coach's own hours, as far as they said. `welcomed` is when they have first conversations already."""
    own = diary.hours
    rules = replace(_rules(own.rules), max_per_week=own.rules.welcome_per_week)
    return replace(diary, hours=replace(own, rules=rules), meetings=welcomed)


def _rules(own: Rules) -> Rules:
    return Rules(
        minutes=USUAL,
        step_minutes=STEP,
        min_notice_minutes=0,
        buffer_before_minutes=own.buffer_before_minutes,
        buffer_after_minutes=own.buffer_after_minutes,
        horizon_days=own.horizon_days,
    )


def _hours_of(document: Mapping[str, Any], coach_id: str) -> Hours:
    own = {name: _of(document.get(name, ()), coach_id) for name in ("weekly", "exceptions")}
    return read_hours({"time_zone": document["time_zone"], **own})


def _of(given: Sequence[Mapping[str, Any]], coach_id: str) -> list[Mapping[str, Any]]:
    return [each for each in given if each["coach_id"] == coach_id]
