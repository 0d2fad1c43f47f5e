"""The part of RFC 5545's RRULE that people meet by: days, weeks and months, counted on the wall clock.

A rule is expanded without any zone; the zone comes after. A start the clock never shows is skipped and told.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice

from services.scheduling.domain.wallclock import wall_clock
from shared.kernel.errors import Invalid

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"}
MOST = 104


@dataclass(frozen=True)
class Rule:
    """`by_day` pairs a weekday with which one of the month, 0 for each."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    week_start: int = 0


def read_rule(text: str) -> Rule:
    """A rule without an end, or of a kind we do not know, is refused in words."""
    try:
        parts = dict(part.split("=", 1) for part in text.removeprefix("RRULE:").upper().split(";"))
        rule = _rule(parts)
    except ValueError:
        raise _invalid("This is not a repeat rule we can read.") from None
    if (rule.count is None) == (rule.until is None):
        raise _invalid("Please say when it ends: COUNT or UNTIL, one of them.")
    if rule.interval < 1 or not 1 <= (1 if rule.count is None else rule.count) <= MOST:
        raise _invalid(f"A series has at most {MOST} sessions.")
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
    for wall in _walls(rule, start, zone):
        if len(found) + left_out >= (rule.count or MOST):
            break
        if wall in without:
            left_out += 1
        elif (instant := _instant(wall, zone)) is None:
            skipped.append(wall)
        else:
            found.append(instant)
    return found, skipped


def _rule(parts: dict[str, str]) -> Rule:
    if set(parts) - KNOWN or parts["FREQ"] not in {"DAILY", "WEEKLY", "MONTHLY"}:
        raise ValueError
    return Rule(
        freq=parts["FREQ"],
        interval=int(parts.get("INTERVAL", 1)),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=parts.get("UNTIL"),
        by_day=tuple(_by_day(given) for given in parts.get("BYDAY", "").split(",") if given),
        by_month_day=tuple(int(given) for given in parts.get("BYMONTHDAY", "").split(",") if given),
        week_start=DAYS.index(parts.get("WKST", "MO")),
    )


def _by_day(given: str) -> tuple[int, int]:
    return DAYS.index(given[-2:]), int(given[:-2] or 0)


def _walls(rule: Rule, start: datetime, zone: str) -> Iterator[datetime]:
    """Wall times in order, from the start to UNTIL; at most a few hundred."""
    last = _last(rule, start, zone)
    days = (day for day in _days(rule, start.date()) if day >= start.date())
    for day in islice(days, 4 * MOST):
        wall = datetime.combine(day, start.time())
        if wall > last:
            return
        yield wall


def _last(rule: Rule, start: datetime, zone: str) -> datetime:
    if rule.until is None:
        return start + timedelta(days=366 * 20)
    digits = rule.until.removesuffix("Z")
    try:
        until = datetime.fromisoformat(digits)
    except ValueError:
        raise _invalid("UNTIL is written like 20261231T235959Z.") from None
    if rule.until.endswith("Z"):
        instant = int(until.replace(tzinfo=UTC).timestamp())
        return _naive(wall_clock(zone, instant, instant).wall(instant))
    return until if "T" in digits else until + timedelta(days=1, seconds=-1)


def _days(rule: Rule, first: date) -> Iterator[date]:
    for turn in count(0, rule.interval):
        if rule.freq == "DAILY":
            yield from _kept(rule, [first + timedelta(days=turn)])
        elif rule.freq == "WEEKLY":
            yield from _of_week(rule, first, turn)
        else:
            yield from _of_month(rule, first, turn)


def _kept(rule: Rule, days: list[date]) -> list[date]:
    weekdays = {day for day, _ in rule.by_day}
    return [day for day in days if not weekdays or day.weekday() in weekdays]


def _of_week(rule: Rule, first: date, turn: int) -> list[date]:
    begin = first - timedelta(days=(first.weekday() - rule.week_start) % 7) + timedelta(weeks=turn)
    wanted = {day for day, _ in rule.by_day} or {first.weekday()}
    week = [begin + timedelta(days=at) for at in range(7)]
    return [day for day in week if day.weekday() in wanted]


def _of_month(rule: Rule, first: date, turn: int) -> list[date]:
    year, month = divmod(first.year * 12 + first.month - 1 + turn, 12)
    begin = date(year, month + 1, 1)
    days = [begin + timedelta(days=at) for at in range(31)]
    days = [day for day in days if day.month == begin.month]
    if rule.by_day:
        return [day for day in days if any(_is_nth(day, days, *wanted) for wanted in rule.by_day)]
    wanted_days = {at if at > 0 else len(days) + 1 + at for at in rule.by_month_day or (first.day,)}
    return [day for day in days if day.day in wanted_days]


def _is_nth(day: date, month: list[date], weekday: int, which: int) -> bool:
    alike = [other for other in month if other.weekday() == weekday]
    if day not in alike:
        return False
    return which in {0, alike.index(day) + 1, alike.index(day) - len(alike)}


def _instant(wall: datetime, zone: str) -> datetime | None:
    seconds = int(wall.replace(tzinfo=UTC).timestamp())
    clock = wall_clock(zone, seconds, seconds)
    return None if clock.skips(seconds) else datetime.fromtimestamp(clock.utc(seconds), UTC)


def _naive(wall: int) -> datetime:
    return datetime.fromtimestamp(wall, UTC).replace(tzinfo=None)


def _invalid(words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={"rrule": [words]})
