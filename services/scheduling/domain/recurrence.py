"""The part of RFC 5545's RRULE that people meet by: days, weeks, months and years, counted on the wall clock.

A rule is expanded without any zone; the zone comes after. A start the clock never shows is skipped and told.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from services.scheduling.domain.instants import instant
from services.scheduling.domain.wallclock import wall_clock
from shared.kernel.errors import Invalid

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
TIME_OF_DAY = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", *TIME_OF_DAY}
MOST = 104
LONGEST_INTERVAL = 1000
FARTHEST = timedelta(days=366 * 20)
UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6})?")
TOO_MANY = f"A series has from one to {MOST} sessions."


@dataclass(frozen=True)
class Rule:
    """`by_day` pairs a weekday with which one of the month (or year), 0 for each.

    `time_of_day` is what it says of the hour, the minute and the second, which the start has said already.
    """

    freq: str
    interval: int = 1
    count: int | None = None
    until: str | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    time_of_day: tuple[tuple[str, str], ...] = ()


def read_rule(text: str) -> Rule:
    """A rule without an end, or of a kind we do not know, is refused in words."""
    try:
        rule = _rule(_parts(text))
    except (ValueError, KeyError):
        raise _invalid("This is not a repeat rule we can read.") from None
    if (rule.count is None) == (rule.until is None):
        raise _invalid("Please say when it ends: COUNT or UNTIL, one of them.")
    if not 1 <= (1 if rule.count is None else rule.count) <= MOST:
        raise _invalid(TOO_MANY)
    if not 1 <= rule.interval <= LONGEST_INTERVAL:
        raise _invalid(f"INTERVAL is a number from 1 to {LONGEST_INTERVAL}.")
    return rule


def expand(
    rule: Rule, *, start: datetime, zone: str, without: Collection[datetime] = ()
) -> tuple[list[datetime], list[datetime]]:
    """UTC instants, and the wall times that do not exist. What is left out still counts towards COUNT.

    COUNT is what the person meets: a skipped start is made up for at the end.
    """
    found: list[datetime] = []
    skipped: list[datetime] = []
    left_out = 0
    _same_time_of_day(rule, start)
    for wall in _walls(rule, start, zone):
        if rule.count is not None and len(found) + left_out >= rule.count:
            break
        if wall in without:
            left_out += 1
        elif (moment := _instant(wall, zone)) is None:
            skipped.append(wall)
        else:
            found.append(moment)
        if len(found) + left_out > MOST:
            raise _invalid(TOO_MANY)
    return found, skipped


def _parts(text: str) -> dict[str, str]:
    said = [part.split("=", 1) for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";")]
    parts = {name: value for name, value in said}
    if len(parts) < len(said):
        raise ValueError("said twice")
    return parts


def _rule(parts: dict[str, str]) -> Rule:
    rule = Rule(
        freq=FREQUENCIES[FREQUENCIES.index(parts["FREQ"])],
        interval=int(parts.get("INTERVAL", "1")),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=parts.get("UNTIL"),
        by_day=tuple(_by_day(given) for given in _listed(parts, "BYDAY")),
        by_month_day=tuple(_within(given, 31) for given in _listed(parts, "BYMONTHDAY")),
        by_month=tuple(abs(_within(given, 12)) for given in _listed(parts, "BYMONTH")),
        positions=tuple(_within(given, 366) for given in _listed(parts, "BYSETPOS")),
        week_start=DAYS.index(parts.get("WKST", "MO")),
        time_of_day=tuple((part, parts[name]) for name, part in TIME_OF_DAY.items() if name in parts),
    )
    return rule if not set(parts) - KNOWN and _can_be_meant(rule) else _not_meant()


def _can_be_meant(rule: Rule) -> bool:
    """Which Monday only a month or a year can say; a week has no day of the month; a position needs a choice."""
    numbered = any(which for _, which in rule.by_day)
    if rule.freq in ("DAILY", "WEEKLY") and (numbered or rule.positions and rule.freq == "DAILY"):
        return False
    if rule.freq == "WEEKLY" and rule.by_month_day:
        return False
    return not rule.positions or bool(rule.by_day or rule.by_month_day or rule.by_month)


def _not_meant() -> Rule:
    raise ValueError("no such rule")


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _by_day(given: str) -> tuple[int, int]:
    return DAYS.index(given[-2:]), _within(given[:-2], 53) if given[:-2] else 0


def _within(given: str, most: int) -> int:
    if not 1 <= abs(int(given)) <= most:
        raise ValueError(given)
    return int(given)


def _same_time_of_day(rule: Rule, start: datetime) -> None:
    if any(said.lstrip("0") != str(getattr(start, part) or "") for part, said in rule.time_of_day):
        raise _invalid(
            "Each of a series is at the time of day of the first: BYHOUR and BYMINUTE may only say the same."
        )


def _walls(rule: Rule, start: datetime, zone: str) -> Iterator[datetime]:
    """Wall times in order, from the start to UNTIL, and for no longer than twenty years."""
    last = _last(rule, start, zone)
    for day in _days(rule, start.date(), last.date()):
        wall = datetime.combine(day, start.time())
        if wall > last:
            return
        if wall >= start:
            yield wall


def _last(rule: Rule, start: datetime, zone: str) -> datetime:
    if rule.until is None:
        return start + FARTHEST
    digits = rule.until.removesuffix("Z")
    if not UNTIL.fullmatch(digits):
        raise _invalid("UNTIL is written like 20261231T235959Z.")
    try:
        until = datetime.fromisoformat(digits)
    except ValueError:
        raise _invalid("UNTIL is a day that does not exist.") from None
    until = min(max(until, start - FARTHEST), start + FARTHEST)
    if rule.until.endswith("Z"):
        moment = int(until.replace(tzinfo=UTC).timestamp())
        until = _naive(wall_clock(zone, moment, moment).wall(moment))
    last = until if "T" in digits else until + timedelta(days=1, seconds=-1)
    if last < start:
        raise _invalid("UNTIL lies before the first of them.")
    return last


def _days(rule: Rule, first: date, last: date) -> Iterator[date]:
    for turn in count(0, rule.interval):
        period = _period(rule, first, turn)
        if period[0] > last:
            return
        chosen = [day for day in period if _is_meant(rule, day, first, period)]
        yield from _at_positions(chosen, rule.positions)


def _period(rule: Rule, first: date, turn: int) -> list[date]:
    """All the days of that day, week, month or year."""
    if rule.freq == "DAILY":
        return [first + timedelta(days=turn)]
    if rule.freq == "WEEKLY":
        begin = first - timedelta(days=(first.weekday() - rule.week_start) % 7) + timedelta(weeks=turn)
        return _run(begin, begin + timedelta(weeks=1))
    if rule.freq == "MONTHLY":
        return _month(first.year * 12 + first.month - 1 + turn)
    return _run(date(first.year + turn, 1, 1), date(first.year + turn + 1, 1, 1))


def _month(number: int) -> list[date]:
    begin, following = (date(at // 12, at % 12 + 1, 1) for at in (number, number + 1))
    return _run(begin, following)


def _run(begin: date, end: date) -> list[date]:
    return [begin + timedelta(days=at) for at in range((end - begin).days)]


def _is_meant(rule: Rule, day: date, first: date, period: list[date]) -> bool:
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not _is_day_of_month(day, rule.by_month_day):
        return False
    if rule.by_day:
        return any(_is_nth(rule, day, period, *wanted) for wanted in rule.by_day)
    return bool(rule.by_month_day) or _is_like_the_first(rule, day, first)


def _is_like_the_first(rule: Rule, day: date, first: date) -> bool:
    """What the rule leaves open is as it was the first time."""
    if rule.freq == "WEEKLY":
        return day.weekday() == first.weekday()
    if rule.freq == "DAILY":
        return True
    months = rule.freq == "MONTHLY" or bool(rule.by_month) or day.month == first.month
    return months and day.day == first.day


def _is_day_of_month(day: date, wanted: tuple[int, ...]) -> bool:
    length = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return day.day in wanted or day.day - length.day - 1 in wanted


def _is_nth(rule: Rule, day: date, period: list[date], weekday: int, which: int) -> bool:
    if day.weekday() != weekday or which == 0:
        return day.weekday() == weekday
    among = _month(day.year * 12 + day.month - 1) if rule.by_month else period
    alike = [other for other in among if other.weekday() == weekday]
    return which in (alike.index(day) + 1, alike.index(day) - len(alike))


def _at_positions(days: list[date], positions: tuple[int, ...]) -> list[date]:
    if not positions:
        return days
    return [day for at, day in enumerate(days) if at + 1 in positions or at - len(days) in positions]


def _instant(wall: datetime, zone: str) -> datetime | None:
    moment = int(wall.replace(tzinfo=UTC).timestamp())
    clock = wall_clock(zone, moment, moment)
    return None if clock.skips(moment) else instant(clock.utc(moment))


def _naive(wall: int) -> datetime:
    return instant(wall).replace(tzinfo=None)


def _invalid(words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={"rrule": [words]})
