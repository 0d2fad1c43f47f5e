"""A moment as a person would say it, in their language and by their own clock."""

from datetime import datetime, tzinfo
from functools import cache

from babel import Locale
from babel.dates import format_date, format_time

NARROW_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})


def spoken(instant: datetime, *, zone: tzinfo, locale: str, day: str, time: str) -> str:
    """Tuesday, November 24, 10:00 AM · martes, 24 de noviembre, 10:00 a. m."""
    here, known = instant.astimezone(zone), known_locale(locale)
    said = f"{format_date(here, day, locale=known)}, {format_time(here, time, locale=known)}"
    return said.translate(NARROW_SPACES)


def clock(instant: datetime, *, zone: tzinfo, locale: str, time: str) -> str:
    """10:00 AM"""
    return format_time(instant.astimezone(zone), time, locale=known_locale(locale)).translate(NARROW_SPACES)


@cache
def known_locale(name: str) -> Locale:
    return Locale.parse(name)
