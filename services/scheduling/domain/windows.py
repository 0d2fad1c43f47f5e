"""From hours on a wall clock to stretches of real time."""

from collections.abc import Callable, Iterator
from functools import cache

from services.scheduling.domain.hours import MODALITIES, Clock, Hours, Window
from services.scheduling.domain.intervals import Interval, clip, merge, subtract
from services.scheduling.domain.wallclock import DAY


def windows_between(hours: Hours, first: int, last: int) -> list[Interval]:
    """All the time a coach has set aside between two instants, merged: sessions may span neighbours."""
    clock = hours.clock(first, last)
    days = clock.wall(first) // DAY - 1, clock.wall(last) // DAY
    return clip(open_time(hours, clock, *days), first, last)


def open_time(hours: Hours, clock: Clock, first_day: int, last_day: int) -> list[Interval]:
    """The windows that begin on these days, whole, less time off. Thousands are asked, and few of them travel."""
    if hours.travel:
        spans = [(start, end) for start, end, _ in _spans(hours, clock, first_day, last_day)]
    else:
        utc, days = clock.utc, range(first_day, last_day + 1)
        spans = [
            (utc(day * DAY + window.start), utc(day * DAY + window.end)) for day in days for window in hours.of_day(day)
        ]
    return subtract(merge(spans), _away(hours, clock) if hours.time_off else ())


def open_time_by_modality(hours: Hours, clock: Clock, first_day: int, last_day: int) -> dict[str, list[Interval]]:
    """A session by telephone fits where telephone is offered from its start to its end."""
    spans: dict[str, list[Interval]] = {modality: [] for modality in MODALITIES}
    for start, end, window in _spans(hours, clock, first_day, last_day):
        for modality in window.modalities:
            spans[modality].append((start, end))
    away = _away(hours, clock)
    return {modality: subtract(merge(found), away) for modality, found in spans.items()}


def place_at(hours: Hours, instant: int) -> str | None:
    """Where the coach has said to be then."""
    return places(hours, hours.clock(instant, instant))(instant)


def places(hours: Hours, clock: Clock) -> Callable[[int], str | None]:
    """The same of many instants that one clock knows: each of their days is worked out once."""
    spans_of = cache(lambda day: list(_spans(hours, clock, day - 1, day)))

    def place(instant: int) -> str | None:
        spans = spans_of(clock.wall(instant) // DAY)
        return next((window.place_id for start, end, window in spans if start <= instant < end), None)

    return place


def _spans(hours: Hours, clock: Clock, first: int, last: int) -> Iterator[tuple[int, int, Window]]:
    for day in range(first - clock.days_around, last + clock.days_around + 1):
        for window in hours.of_day(day):
            for start, end in clock.stretch(day, day * DAY + window.start, day * DAY + window.end):
                yield start, end, window


def time_off(hours: Hours, after: int) -> list[Interval]:
    """What of it is not over then, in real time."""
    walls = [wall for each in hours.time_off for wall in each]
    away = _away(hours, hours.clock(min(walls) - DAY, max(walls) + DAY)) if walls else []
    return [(start, end) for start, end in away if end > after]


def _away(hours: Hours, clock: Clock) -> list[Interval]:
    return merge((clock.utc(start), clock.utc(end)) for start, end in hours.time_off)
