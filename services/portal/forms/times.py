"""Openings as a dated list, and the one that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from services.portal.forms.days import is_near
from services.portal.forms.form import Form
from shared.contracts.scheduling import IN_THE_WAY

FEW, A_DAYFUL = 8, 16


@dataclass(frozen=True)
class Opening:
    starts_at: datetime
    ends_at: datetime
    ways: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


def read_openings(items: Sequence[dict[str, Any]]) -> list[Opening]:
    found = [Opening(instant(one["starts_at"]), instant(one["ends_at"]), tuple(one["modalities"])) for one in items]
    return sorted(found, key=lambda opening: opening.starts_at)


def by_day(openings: Sequence[Opening], zone: str) -> dict[date, list[Opening]]:
    """Day by day on the reader's wall clock."""
    days = groupby(openings, key=lambda one: one.starts_at.astimezone(ZoneInfo(zone)).date())
    return {day: list(times) for day, times in days}


def thinned(day: list[Opening]) -> list[Opening]:
    """A long day by its full and half hours, a very long one by its full hours: a list that a person can look over."""
    half = _at(day, 0, 30) if len(day) > FEW else day
    return _at(half, 0) if len(half) > A_DAYFUL else half


def chosen(openings: Sequence[Opening], starts_at: str | None) -> Opening | None:
    """The opening that starts then, if it is still one."""
    try:
        wanted = instant(starts_at or "")
    except ValueError:
        return None
    return next((one for one in openings if one.starts_at == wanted), None)


def as_typed(form: Form) -> Opening | None:
    """What a form asked for, when nobody can be asked whether it is open."""
    try:
        starts_at = instant(form.typed.get("starts_at", ""))
    except ValueError:
        return None
    if not is_near(starts_at):
        return None
    ends_at = starts_at + timedelta(minutes=form.number("minutes", otherwise=60))
    way = form.typed.get("way", "")
    others = [each for each in form.typed.get("ways", "").split() if each != way]
    return Opening(starts_at, ends_at, (way, *others))


def instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return found


def _at(day: list[Opening], *minutes: int) -> list[Opening]:
    return [one for one in day if one.starts_at.minute in minutes] or day


def said_in_the_way(form: Form) -> list[str]:
    return [code for code in form.typed.getlist("in_the_way") if code in IN_THE_WAY]
