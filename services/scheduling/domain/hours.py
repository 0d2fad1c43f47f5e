"""When a coach can meet: weekly hours on the wall clock of their own zone, what differs, and their rules."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from services.scheduling.domain.journeys import Stay, TravellingClock, clock_of, zone_then
from services.scheduling.domain.wallclock import DAY, WallClock, wall_clock
from shared.kernel.errors import Invalid

MODALITIES = ("in_person", "phone", "video", "text", "walk_and_talk")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
WALL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
Clock = WallClock | TravellingClock
GRIDS = (60, 30, 20, 15, 10, 5)
MOST_REMEMBERED = 4096
TWO_PLACES = "These hours overlap others at another place. Nobody is in two places at once."


@dataclass(frozen=True)
class Window:
    """One stretch of a day, in seconds after its midnight; an end past 24 hours is on the next day."""

    start: int
    end: int
    modalities: tuple[str, ...] = MODALITIES
    place_id: str | None = None


@dataclass(frozen=True)
class Rules:
    """How sessions are laid into the hours. `None` is no limit.

    `welcome_per_week`: how many first conversations a week may be booked into these hours without asking.
    """

    minutes: int = 60
    step_minutes: int = 30
    align: str = "clock-grid"
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    min_notice_minutes: int = 120
    horizon_days: int = 60
    max_per_day: int | None = None
    max_per_week: int | None = None
    welcome_per_week: int = 0

    @property
    def buffers(self) -> tuple[int, int]:
        """Seconds before and after each session."""
        return self.buffer_before_minutes * 60, self.buffer_after_minutes * 60

    @property
    def counts(self) -> bool:
        """Does how many there are already matter?"""
        return self.max_per_day is not None or self.max_per_week is not None

    @property
    def grid(self) -> int:
        """Seconds of the local-clock grid on which a free stretch begins; 1 where it begins by itself."""
        if self.align == "window-start":
            return 1
        return 60 * next((grid for grid in GRIDS if self.step_minutes % grid == 0), 1)


@dataclass(frozen=True)
class Hours:
    """Weekdays count from Monday, 0. An exception replaces its day; time off beats both."""

    time_zone: str
    weekly: Mapping[int, Sequence[Window]] = field(default_factory=dict)
    exceptions: Mapping[int, Sequence[Window]] = field(default_factory=dict)
    time_off: Sequence[tuple[int, int]] = ()
    travel: Sequence[Stay] = ()
    rules: Rules = field(default_factory=Rules)

    def of_day(self, day: int) -> Sequence[Window]:
        """The windows that begin on a day, counted from 1970-01-01 (a Thursday)."""
        replaced = self.exceptions.get(day)
        return self.weekly.get((day + 3) % 7, ()) if replaced is None else replaced

    def clock(self, first: int, last: int) -> Clock:
        """On whose wall these hours hang, between two instants."""
        return (
            clock_of(self.time_zone, self.travel, first, last)
            if self.travel
            else wall_clock(self.time_zone, first, last)
        )

    def zone_at(self, instant: int) -> str:
        return zone_then(self.time_zone, self.travel, instant)

    @cached_property
    def restricts_modalities(self) -> bool:
        return any(window.modalities != MODALITIES for window in self._windows())

    @cached_property
    def ways_to_meet(self) -> frozenset[str]:
        """Ever, whatever the hour."""
        return frozenset(way for window in self._windows() for way in window.modalities)

    @cached_property
    def names_places(self) -> bool:
        return any(window.place_id is not None for window in self._windows())

    def _windows(self) -> Iterator[Window]:
        return (window for day in (*self.weekly.values(), *self.exceptions.values()) for window in day)


def read_hours(document: Mapping[str, Any]) -> Hours:
    """Hours as people write them. What cannot be meant is refused, by field and in words."""
    weekly: dict[int, list[Window]] = {}
    for index, given in enumerate(document.get("weekly", ())):
        window = _window(given, f"weekly.{index}")
        for day in sorted(set(given["days"])):
            _refuse_two_places(weekly.setdefault(day - 1, []), window, f"weekly.{index}.place_id")
            weekly[day - 1].append(window)
    return Hours(
        time_zone=document["time_zone"],
        weekly=weekly,
        exceptions=_exceptions(document.get("exceptions", ())),
        time_off=[_time_off(off, f"time_off.{i}") for i, off in enumerate(document.get("time_off", ()))],
        travel=_travel(document.get("travel", ())),
        rules=_rules(document.get("rules", {})),
    )


@lru_cache(maxsize=MOST_REMEMBERED)
def hours_as_written(text: str) -> Hours:
    """The same words always mean the same hours, so they are read once; other words are other hours."""
    return read_hours(json.loads(text))


def _exceptions(given: Sequence[Mapping[str, Any]]) -> dict[int, list[Window]]:
    days: dict[int, list[Window]] = {}
    for index, exception in enumerate(given):
        day, field = _day(exception["date"], f"exceptions.{index}.date"), f"exceptions.{index}"
        if day in days:
            raise _invalid(f"{field}.date", "This date is there twice. Please put its windows together.")
        days[day] = []
        for at, given_window in enumerate(exception.get("windows", ())):
            window = _window(given_window, f"{field}.windows.{at}")
            _refuse_two_places(days[day], window, f"{field}.windows.{at}.place_id")
            days[day].append(window)
    return days


def _refuse_two_places(others: Sequence[Window], window: Window, field: str) -> None:
    """Windows may overlap, and are one; but nobody is in two places at once."""
    for other in others:
        meanwhile = window.start < other.end and other.start < window.end
        if meanwhile and None not in (window.place_id, other.place_id) and window.place_id != other.place_id:
            raise _invalid(field, TWO_PLACES)


def refuse_two_places_over_midnight(hours: Hours) -> None:
    """Asked when hours are put: those that were kept before are read as they stand."""
    nights = [("weekly", hours.weekly.get(day, ()), hours.weekly.get((day + 1) % 7, ())) for day in range(7)]
    evenings = {evening for day in hours.exceptions for evening in (day - 1, day)}
    nights += [("exceptions", hours.of_day(day), hours.of_day(day + 1)) for day in sorted(evenings)]
    for where, evening, morning in nights:
        for window in evening:
            _refuse_two_places(morning, replace(window, start=window.start - DAY, end=window.end - DAY), where)


def _window(given: Mapping[str, Any], field: str) -> Window:
    start, end = _clock(given["start"], f"{field}.start"), _clock(given["end"], f"{field}.end")
    if start == end:
        raise _invalid(f"{field}.end", "A window that ends when it starts holds no time.")
    if start == DAY:
        raise _invalid(f"{field}.start", "A day ends at 24:00. A window may start at 00:00 of the next.")
    modalities = tuple(given.get("modalities") or MODALITIES)
    return Window(start, end if end > start else end + DAY, modalities, given.get("place_id"))


def _time_off(given: Mapping[str, Any], field: str) -> tuple[int, int]:
    start, end = _wall(given["from"], f"{field}.from"), _wall(given["to"], f"{field}.to")
    if start >= end:
        raise _invalid(f"{field}.to", "Time off ends after it begins.")
    return start, end


def _travel(given: Sequence[Mapping[str, Any]]) -> list[Stay]:
    stays: list[Stay] = []
    for index, each in enumerate(given):
        field = f"travel.{index}"
        stay = Stay(_day(each["from"], f"{field}.from"), _day(each["to"], f"{field}.to"), each["time_zone"])
        if stay.first_day >= stay.last_day:
            raise _invalid(f"{field}.to", "This is the day back home. It comes after the first day away.")
        if any(stay.first_day < other.last_day and other.first_day < stay.last_day for other in stays):
            raise _invalid(f"{field}.from", "These days are in another journey already.")
        stays.append(stay)
    return stays


def _rules(given: Mapping[str, Any]) -> Rules:
    rules = Rules(**{rule.name: given[rule.name] for rule in fields(Rules) if rule.name in given})
    if rules.step_minutes % 5:
        raise _invalid("rules.step_minutes", "Steps are multiples of five minutes.")
    return rules


def _clock(text: str, field: str) -> int:
    if text == "24:00":
        return DAY
    if shown := CLOCK.fullmatch(text):
        return int(shown[1]) * 3600 + int(shown[2]) * 60
    raise _invalid(field, "Please write the time like 09:00, or 24:00 for the end of the day.")


def _day(text: str, field: str) -> int:
    try:
        return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        raise _invalid(field, "Please write the date like 2026-11-24.") from None


def _wall(text: str, field: str) -> int:
    try:
        if not WALL.fullmatch(text):
            raise ValueError
        return int(datetime.fromisoformat(f"{text}:00+00:00").timestamp())
    except ValueError:
        raise _invalid(field, "Please write it like 2026-11-24T09:00, on your own clock.") from None


def _invalid(field: str, words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={field: [words]})
