"""A week as calendars number them, on the clock of an organisation."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.kernel.errors import Invalid

WEEK = re.compile(r"(20[0-9]{2})-W([0-9]{2})")
WORDS = "Please write the week like 2026-W47."


@dataclass(frozen=True)
class Week:
    monday: date
    zone: str

    @property
    def first(self) -> datetime:
        return self._midnight(self.monday)

    @property
    def last(self) -> datetime:
        return self._midnight(self.monday + timedelta(days=7))

    @property
    def quarter_from(self) -> datetime:
        return self._midnight(self.monday.replace(month=(self.monday.month - 1) // 3 * 3 + 1, day=1))

    @property
    def year_from(self) -> datetime:
        return self._midnight(self.monday.replace(month=1, day=1))

    def __str__(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)


def read_week(text: str, zone: str) -> Week:
    """Of this century: a calendar ends before a week in the last year it knows does."""
    found = WEEK.fullmatch(text)
    try:
        if found:
            return Week(date.fromisocalendar(int(found[1]), int(found[2]), 1), zone)
    except ValueError:
        pass
    raise Invalid("Some fields need another look.", errors={"week": [WORDS]})


def week_of(now: datetime, zone: str) -> Week:
    today = now.astimezone(ZoneInfo(zone)).date()
    return Week(today - timedelta(days=today.weekday()), zone)
