"""A moment as a person would say it, in their language and by their own clock."""

from datetime import date, datetime, tzinfo
from datetime import time as wall_time
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_time

NARROW_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})


def spoken(instant: datetime, *, zone: tzinfo, locale: str, day: str, time: str) -> str:
    """Tuesday, November 24, 10:00 AM · martes, 24 de noviembre, 10:00 a. m."""
    here = instant.astimezone(zone)
    return f"{_day(here.date(), day, locale)}, {_time(here.time(), time, locale)}"


def clock(instant: datetime, *, zone: tzinfo, locale: str, time: str) -> str:
    """10:00 AM"""
    return _time(instant.astimezone(zone).time(), time, locale)


@lru_cache(2048)
def _day(day: date, form: str, locale: str) -> str:
    """The same few hundred days are said again and again."""
    return format_date(day, form, locale=known_locale(locale)).translate(NARROW_SPACES)


@lru_cache(4096)
def _time(time: wall_time, form: str, locale: str) -> str:
    return format_time(time, form, locale=known_locale(locale)).translate(NARROW_SPACES)


@cache
def known_locale(name: str) -> Locale:
    return Locale.parse(name)
