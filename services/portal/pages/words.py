"""What templates can say: words in the page's language, days and times in the reader's zone."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, request

from services.portal.pages.asked import own_label
from services.portal.pages.customs import customs_here
from services.portal.pages.language import language
from services.portal.pages.visit import reader_here
from services.portal.wording import LANGUAGES, labels, say, times
from shared.web.context import door


def prepare(app: Flask) -> None:
    app.jinja_env.globals |= {
        "say": here,
        "language": language,
        "languages": LANGUAGES,
        "choices": choices,
        "customs_here": customs_here,
        "path_here": lambda: request.path,
        "other_languages": other_languages,
    }
    app.jinja_env.filters |= {
        "day": day,
        "full_day": full_day,
        "last_day": last_day,
        "clock": clock,
        "left": left,
        "since": since,
        "label": label,
        "facet_label": facet_label,
        "number": number,
        "telephone": times.telephone,
        "weekday": weekday,
        "weekday_short": weekday_short,
    }


def here(key: str, **values: Any) -> str:
    return say(language(), key, coach_word=customs_here().coach_word, **values)


def other_languages() -> dict[str, tuple[str, str]]:
    """Each other language's name, and this same page in it. What was only an answer to a form has no address."""
    if request.method != "GET":
        return {}
    asked = {name: value for name, value in request.args.items() if name != "lang"}
    here = f"/{quote(request.path.lstrip('/'))}"  # never another house, which `//` or `/\\` at the beginning would be
    there = {tag: f"{here}?{urlencode(asked | {'lang': tag})}" for tag in LANGUAGES if tag != language()}
    return {tag: (LANGUAGES[tag], path) for tag, path in there.items()}


def zone_here() -> str:
    reader = reader_here()
    return reader.time_zone if reader else "UTC"


def day(instant: datetime) -> str:
    return times.day(instant, zone_here(), language())


def weekday(of: date) -> str:
    return times.weekday(of, language())


def weekday_short(of: date) -> str:
    return times.weekday(of, language(), short=True)


def full_day(instant: datetime) -> str:
    return times.full_day(instant, zone_here(), language())


def last_day(until: datetime) -> str:
    """The day that ends with this instant, not the one that begins with it."""
    return full_day(until - timedelta(seconds=1))


def clock(instant: datetime) -> str:
    return times.clock(instant, zone_here(), language())


def number(count: float) -> str:
    return times.number(count, language())


def left(until: datetime) -> str:
    return times.length(until - door().desk.clock.now(), language())


def since(instant: datetime) -> str:
    return times.length(door().desk.clock.now() - instant, language())


def label(code: str, name: str) -> str:
    """Ours, or this organisation's own."""
    return labels.found_label(name, code, language()) or own_label(name, code) or labels.bare(code)


def facet_label(name: str) -> str:
    return labels.facet_label(name, language())


def choices(name: str) -> list[tuple[str, str]]:
    return labels.choices(name, language())
