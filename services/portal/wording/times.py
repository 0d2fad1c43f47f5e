"""Days, times, lengths of time and numbers as people say them."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_decimal

LOCALES = {"en": "en_US", "es": "es_US"}
DAYS = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM"}


def day(instant: datetime, zone: str, language: str) -> str:
    """Tuesday, November 24."""
    return _day(instant.astimezone(ZoneInfo(zone)).date(), language)


def weekday(of: date, language: str, *, short: bool = False) -> str:
    """Tuesday; short, Tue."""
    return format_date(of, "EEE" if short else "EEEE", locale=LOCALES[language])


def full_day(instant: datetime, zone: str, language: str) -> str:
    """November 24, 2026: where the year matters."""
    return format_date(instant.astimezone(ZoneInfo(zone)).date(), "long", locale=LOCALES[language])


def clock(instant: datetime, zone: str, language: str) -> str:
    """10:00 AM."""
    return _clock(instant.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0), language)


@lru_cache(400)
def _day(of: date, language: str) -> str:
    return format_date(of, DAYS[language], locale=LOCALES[language])


@lru_cache(1000)
def _clock(at: time, language: str) -> str:
    return format_time(at, "short", locale=LOCALES[language]).replace("\u202f", "\u00a0")


def length(span: timedelta, language: str) -> str:
    """3 hours. Less than a minute is a minute: nobody is hurried by seconds."""
    return format_timedelta(
        max(span, timedelta(minutes=1)), granularity="minute", threshold=1.5, locale=LOCALES[language]
    )


def telephone(address: str) -> str:
    """555-555-0134, as it is read aloud here; a number from elsewhere as it is written."""
    plain = re.match(r"\+1(\d{3})(\d{3})(\d{4})(?:;ext=(\d+))?\Z", address)
    if not plain:
        return address
    area, middle, last, extension = plain.groups()
    return f"{area}-{middle}-{last}" + (f" · {extension}" if extension else "")


def number(count: float, language: str) -> str:
    """25, and 0.5: a whole number has no point."""
    return _number(round(count, 2), language)


@lru_cache(1000)
def _number(count: float, language: str) -> str:
    return format_decimal(count, locale=LOCALES[language])


def starts_of(days: int, *, now: datetime, zone: str) -> list[datetime]:
    """The midnights, on this zone's wall clock, with which today and the next `days` begin."""
    today = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return [today + timedelta(days=count) for count in range(days + 1)]
