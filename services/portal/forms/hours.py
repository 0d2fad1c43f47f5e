"""A coach's hours as a form: three stretches a day, what differs, time off, and the few rules people set themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.portal.forms.form import Form

DAYS = range(1, 8)
PER_DAY = range(3)
WAYS = ("in_person", "phone", "video", "text", "walk_and_talk")
# What people set, and how many of it there may be. Notice is asked in hours and kept in minutes.
RULES = {"minutes": 240, "buffer_after_minutes": 240, "max_per_day": 100, "max_per_week": 500, "welcome_per_week": 50}
FROM_ZERO = ("buffer_after_minutes", "welcome_per_week")
NOTICE_HOURS = 24 * 14
Hours = dict[str, Any]


def as_form(hours: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the boxes before anybody types."""
    typed: dict[str, str] = {}
    for day, windows in _by_day(hours).items():
        for place, window in zip(PER_DAY, windows, strict=False):
            typed |= {f"start-{day}-{place}": window["start"], f"end-{day}-{place}": window["end"]}
            typed[f"where-{day}-{place}"] = window.get("place_id") or ""
    rules = hours.get("rules") or {}
    typed |= {name: str(rules[name]) for name in RULES if rules.get(name) is not None}
    return typed | {"notice_hours": str((rules.get("min_notice_minutes") or 0) // 60)}


def read_hours(form: Form, before: Hours) -> Hours:
    """The whole document anew. What this form does not ask (ways, grid, journeys) stays as it was."""
    asked = {name: before.get(name) or [] for name in ("exceptions", "time_off")}
    journeys = {"travel": before["travel"]} if before.get("travel") else {}
    kept = journeys | {
        "time_zone": before["time_zone"],
        "weekly": list(_weekly(form, before)),
        "rules": _rules(form, before),
    }
    return kept | {"exceptions": _exceptions(form, asked["exceptions"]), "time_off": _time_off(form, asked["time_off"])}


def stretches(openings: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Openings that touch or overlap, seen as one stretch: what a day looks like from outside."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(openings):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _by_day(hours: Mapping[str, Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {day: [] for day in DAYS}
    for window in hours.get("weekly") or []:
        for day in window["days"]:
            found[day].append(window)
    return {day: sorted(windows, key=lambda one: one["start"]) for day, windows in found.items()}


def _weekly(form: Form, before: Hours) -> Iterator[Hours]:
    known = _by_day(before)
    for day in DAYS:
        for place in PER_DAY:
            start, end = (form.text(f"{edge}-{day}-{place}", most=5) for edge in ("start", "end"))
            if bool(start) != bool(end) or (start and start == end):
                form.wrong(f"start-{day}-{place}", "error.stretch")
            elif start and end:
                same = next((one for one in known[day] if (one["start"], one["end"]) == (start, end)), {})
                kept = {name: same[name] for name in ("modalities", "place_id") if same.get(name)}
                yield {"days": [day], "start": start, "end": end} | kept | _where(form, f"where-{day}-{place}")


def _where(form: Form, name: str) -> Hours:
    """Asked only where there are places to choose from."""
    return {"place_id": form.id(name)} if name in form.typed else {}


def _exceptions(form: Form, before: list[Hours]) -> list[Hours]:
    """One day more that differs; without times it is closed. Those that were unticked go."""
    kept = [one for one in before if f"drop-date-{one['date']}" not in form.typed]
    day, start, end = (form.text(name, most=10) for name in ("date", "date_start", "date_end"))
    if bool(start) != bool(end) or (start and not day):
        form.wrong("date", "error.stretch")
        return kept
    if not day:
        return kept
    windows = [{"start": start, "end": end}] if start else []
    return [*(one for one in kept if one["date"] != day), {"date": day, "windows": windows}]


def _time_off(form: Form, before: list[Hours]) -> list[Hours]:
    """Whole days, from the morning of the first to the night of the last."""
    kept = [one for place, one in enumerate(before) if f"drop-off-{place}" not in form.typed]
    first, last = form.text("off_from", most=10), form.text("off_to", most=10)
    if bool(first) != bool(last) or (first and last and last < first):
        form.wrong("off_from", "error.off")
        return kept
    return [*kept, {"from": f"{first}T00:00", "to": f"{last}T23:59"}] if first else kept


def _rules(form: Form, before: Hours) -> Hours:
    rules = {name: value for name, value in (before.get("rules") or {}).items() if value is not None}
    for name, most in RULES.items():
        typed = form.text(name, most=4)
        least = 0 if name in FROM_ZERO else 5 if name == "minutes" else 1
        value = form.number(name, otherwise=-1)
        if typed and not least <= value <= most:
            form.wrong(name, "error.rule")
        elif typed:
            rules[name] = value
        elif name.startswith(("max_", "welcome_")):
            rules.pop(name, None)
    notice = form.number("notice_hours", otherwise=0)
    if notice > NOTICE_HOURS:
        form.wrong("notice_hours", "error.rule")
    return rules | {"min_notice_minutes": min(notice, NOTICE_HOURS) * 60}
