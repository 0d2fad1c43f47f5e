"""Repeats that would keep us busy for minutes, or for ever, are refused before any of them is worked out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import prod
from typing import Any

from dateutil.rrule import rrulestr

from services.scheduling.domain.busy import no_calendar

DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
TIMES = {"DAILY": 430, "WEEKLY": 62, "MONTHLY": 15, "YEARLY": 2}
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MOST_TIMES = 20_000
MOST_TURNS = 300_000
MOST_YEARS = 8_000  # of one clock being put forward or back
MOST_YEARS_IN_ALL = 20_000  # of every clock in a file: 23 that were first put forward in 1601, as Outlook writes them
MOST_A_YEAR = 8  # by one rule: "the Sunday from the 8th to the 14th" names seven days
PECULIAR = 30_000  # turns that a choice may cost which perhaps no month ever offers
TOO_MUCH = "This calendar repeats too much. Please export fewer events."
TOO_MANY_ZONES = "There are too many time zones in this calendar. Please export fewer events."
TOO_OFTEN = "An event in this calendar repeats more than daily. Please take it out."
RESTLESS = "A time zone in this calendar changes its clock in a way that cannot be meant. Please export it in UTC."
NOT_MEANT = "An event in this calendar repeats in a way that cannot be meant. Please take it out."


def refuse_too_many_times(events: list[Any], *, until: datetime) -> None:
    """One line may ask for millions, or for a day that never comes."""
    repeats = [(event, rule) for event in events for name in ("RRULE", "EXRULE") for rule in repeats_of(event, name)]
    for _, rule in repeats:
        _refuse_what_cannot_be_meant(rule)
    if len(events) + sum(_most_times(rule) for _, rule in repeats) > MOST_TIMES:
        raise no_calendar(TOO_MUCH)
    if sum(_turns(event, rule, until) for event, rule in repeats) > MOST_TURNS:
        raise no_calendar(TOO_MUCH)


def refuse_restless_clocks(zones: list[Any], *, until: datetime) -> None:
    """A clock is put forward or back a few times a year. A rule for more would be worked out since 1601."""
    years = [_years_of(zone, until) for zone in zones]
    if any(of_one > MOST_YEARS for of_one in years):
        raise no_calendar(RESTLESS)
    if sum(years) > MOST_YEARS_IN_ALL:
        raise no_calendar(TOO_MANY_ZONES)


def _years_of(zone: Any, until: datetime) -> int:
    repeats = [
        (change, rule)
        for change in zone.subcomponents
        for name in ("RRULE", "EXRULE")
        for rule in repeats_of(change, name)
    ]
    if not all(_may_be_a_clocks(rule) for _, rule in repeats):
        raise no_calendar(RESTLESS)
    return sum(_turns(change, rule, until) for change, rule in repeats)


def repeats_of(event: Any, name: str = "RRULE") -> Iterator[Any]:
    """An empty rule is no rule: real calendars hold some."""
    return (rule for rule in listed(event.get(name)) if "FREQ" in rule)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def include_last_day(event: Any) -> None:
    """UNTIL as a day, where the event has a time: some write it so, and mean that day as well."""
    start = event.get("DTSTART")
    if start is None or not isinstance(start.dt, datetime):
        return
    for rule in (*repeats_of(event), *repeats_of(event, "EXRULE")):
        if "UNTIL" in rule:
            rule["UNTIL"] = [_as_meant(last, start.dt) for last in listed(rule["UNTIL"])]


def take_out_exceptions(event: Any, *, since: datetime, until: datetime) -> None:
    """EXRULE, which old programs write: when it does not happen, worked out on the wall on which it hangs."""
    first, last = (datetime.combine(moment, time()) for moment in (since, until + timedelta(days=1)))
    for rule in repeats_of(event, "EXRULE"):
        start = event["DTSTART"].dt
        wall, zone = (start.replace(tzinfo=None), start.tzinfo) if isinstance(start, datetime) else (start, None)
        walls = rrulestr(_on_the_wall(rule, zone), dtstart=wall).between(first, last)
        event.add("EXDATE", [at.replace(tzinfo=zone) if isinstance(start, datetime) else at.date() for at in walls])


def _on_the_wall(rule: Any, zone: tzinfo | None) -> str:
    if "UNTIL" in rule:
        rule["UNTIL"] = [_without_zone(last, zone) for last in listed(rule["UNTIL"])]
    return str(rule.to_ical().decode())


def _without_zone(last: date, zone: tzinfo | None) -> date:
    """Some write UNTIL in UTC where the event has no zone at all: it is meant on its wall."""
    if not isinstance(last, datetime):
        return last
    return (last.astimezone(zone) if zone else last).replace(tzinfo=None)


def _as_meant(last: date, start: datetime) -> date:
    """On the wall on which the event hangs."""
    if not isinstance(last, datetime):
        last = datetime.combine(last, time(23, 59, 59))
    if last.tzinfo or start.tzinfo is None:
        return last
    return last.replace(tzinfo=start.tzinfo).astimezone(UTC)


def _refuse_what_cannot_be_meant(rule: Any) -> None:
    freq = str(listed(rule["FREQ"])[0])
    if freq not in DAYS:
        raise no_calendar(TOO_OFTEN)
    only_of_years = freq != "YEARLY" and ("BYYEARDAY" in rule or "BYWEEKNO" in rule)
    choices = {"DAILY": 1, "WEEKLY": len(listed(rule.get("BYDAY"))) or 1}.get(freq, 366)
    chosen = all(abs(position) <= choices for position in listed(rule.get("BYSETPOS")))
    if _interval(rule) < 1 or only_of_years or not chosen or not _comes_at_all(rule):
        raise no_calendar(NOT_MEANT)


def _may_be_a_clocks(rule: Any) -> bool:
    if listed(rule["FREQ"])[0] != "YEARLY" or _interval(rule) < 1 or _is_peculiar(rule) or not _comes_at_all(rule):
        return False
    numbered = any(str(day)[:-2] for day in listed(rule.get("BYDAY")))
    never_perhaps = numbered and "BYMONTHDAY" in rule
    return not never_perhaps and _times_in_a_turn(rule) <= MOST_A_YEAR


def _comes_at_all(rule: Any) -> bool:
    """The 30th of February does not."""
    days, months = listed(rule.get("BYMONTHDAY")), listed(rule.get("BYMONTH")) or range(1, 13)
    return not days or any(abs(day) <= LONGEST[int(month) - 1] for day in days for month in months)


def _most_times(rule: Any) -> int:
    """A generous guess, never far below."""
    return int(min([TIMES[listed(rule["FREQ"])[0]] * _times_in_a_turn(rule), *listed(rule.get("COUNT"))]))


def _times_in_a_turn(rule: Any) -> int:
    times = prod(len(listed(rule.get(part))) or 1 for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    return min(_days_in_a_turn(rule) * times, len(listed(rule.get("BYSETPOS"))) or MOST_TURNS)


def _days_in_a_turn(rule: Any) -> int:
    freq, days = listed(rule["FREQ"])[0], listed(rule.get("BYDAY"))
    if freq == "DAILY":
        return 1
    if freq == "WEEKLY":
        return len(days) or 1
    in_a_month = len(listed(rule.get("BYMONTHDAY"))) or sum(1 if str(day)[:-2] else 5 for day in days)
    if freq == "MONTHLY":
        return min(in_a_month or 1, 31)
    months = len(listed(rule.get("BYMONTH"))) or (12 if in_a_month else 1)
    by_week = 7 * len(listed(rule.get("BYWEEKNO")))
    return min(max(months * (in_a_month or 1), len(listed(rule.get("BYYEARDAY"))), by_week), 366)


def _turns(event: Any, rule: Any, until: datetime) -> int:
    """How often days, weeks, months or years are looked at, and times in them, from its first time on."""
    if "DTSTART" not in event:
        return 0
    ends = [_day(last) for last in listed(rule.get("UNTIL"))]
    days = (min([until.date(), *ends]) - _day(event["DTSTART"].dt)).days
    turns = max(days, 0) // (DAYS[listed(rule["FREQ"])[0]] * _interval(rule))
    return turns * _times_in_a_turn(rule) + (PECULIAR if _is_peculiar(rule) else 0)


def _is_peculiar(rule: Any) -> bool:
    far = any(abs(position) > 1 for position in listed(rule.get("BYSETPOS")))
    return far or "BYYEARDAY" in rule or "BYWEEKNO" in rule or any(_is_sixth(day) for day in listed(rule.get("BYDAY")))


def _is_sixth(day: Any) -> bool:
    """No month has a sixth Monday."""
    return abs(int(str(day)[:-2] or 0)) > 5


def _interval(rule: Any) -> int:
    return int((listed(rule.get("INTERVAL")) or [1])[0])


def _day(moment: Any) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
