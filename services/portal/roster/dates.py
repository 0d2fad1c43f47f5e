"""Dates as people type them: month first unless told, month alone is enough."""

import calendar
import re
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {"sept": 9}
EXCEL_DAY_ZERO = date(1899, 12, 30)
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4}|'?\d{2})"
NAMED = [
    re.compile(rf"{_DAY}[\s/-]*{_NAME}[\s,/-]*{_YEAR}"),
    re.compile(rf"{_NAME}[\s/-]*{_DAY}[\s,/-]+{_YEAR}"),
    re.compile(rf"{_NAME}[\s,/-]*{_YEAR}"),
]
NUMBERED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[t ]00:00(?::00)?)?")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")


def read_date(text: str, *, day_first: bool = False, end_of_month: bool = False) -> date | None:
    """The day meant, or None when we cannot tell. A month alone is its first day, or its last if asked so."""
    try:
        year, month, day = _parts(text.strip().lower(), day_first)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if end_of_month else 1))
    except (TypeError, ValueError, calendar.IllegalMonthError):
        return None


def _parts(text: str, day_first: bool) -> tuple[int, int, int | None] | None:
    if found := ISO.fullmatch(text):
        return int(found[1]), int(found[2]), found[3] and int(found[3])
    if found := NUMBERED.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        month, day = (second, first) if day_first else (first, second)
        return _year(found[3]), month, day
    if found := MONTH_AND_YEAR.fullmatch(text):
        return int(found[2]), int(found[1]), None
    return _named(text) or _spreadsheet_number(text)


def _named(text: str) -> tuple[int, int, int | None] | None:
    for pattern in NAMED:
        if (found := pattern.fullmatch(text)) and found["name"] in MONTHS:
            day = found.groupdict().get("d")
            return _year(found["y"]), MONTHS[found["name"]], day and int(day)
    return None


def _spreadsheet_number(text: str) -> tuple[int, int, int] | None:
    """45717 is what Excel calls 1 March 2025."""
    if not re.fullmatch(r"[3-6]\d{4}", text):
        return None
    day = EXCEL_DAY_ZERO + timedelta(days=int(text))
    return day.year, day.month, day.day


def _year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 69 else 1900)
