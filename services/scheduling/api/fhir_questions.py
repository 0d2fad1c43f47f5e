"""What may be asked in FHIR's words: `start=ge2026-11-24T00:00:00Z`, `actor=Practitioner/…`. The rest is refused."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import request

from services.scheduling.domain.fhir import STATES
from shared.kernel.errors import Invalid

Asked = dict[str, Any]
Read = Callable[[str, list[str]], Asked]
DATE = re.compile(r"(eq|ge|gt|sa|lt|eb|le)?([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?(T[0-9]{2}:[0-9]{2}(:.+?)?)?(Z|[+-].+)?")
REFERENCE = re.compile(r"(?:.*/)?(Practitioner|Patient|Schedule|Appointment)/([0-9a-fA-F-]{36})\Z")
MOST = 200


def reads_query(view: Any) -> Any:
    """Said to the guard above: this door reads its query itself, and refuses what it does not know."""
    view.reads = {"query"}
    return view


def asked(known: Mapping[str, Read]) -> Asked:
    found: Asked = {name: value for read in known.values() for name, value in read("", []).items()}
    for name, values in request.args.lists():
        if name not in known:
            raise _invalid(name, "This is not a question we can answer.")
        found |= known[name](name, values)
    if "coach_id" in found and found["coach_id"] is NEEDED:
        raise _invalid("schedule", "Please say which schedule: Schedule/ and its id.")
    return found


def _dates(name: str, values: list[str]) -> Asked:
    """From, and up to but not including. Of several, all hold."""
    told = [_date(name, value) for value in values]
    return {
        "first": max((each["first"] for each in told if "first" in each), default=None),
        "last": min((each["last"] for each in told if "last" in each), default=None),
    }


def _date(name: str, value: str) -> Asked:
    """A day, a month or a year is all of it, on the clock of UTC."""
    shown = DATE.fullmatch(value)
    try:
        begin, end = _stretch(*shown.groups()[1:]) if shown else (None, None)
    except ValueError:
        begin, end = None, None
    if shown is None or begin is None or end is None:
        raise _invalid(name, "Please write it like ge2026-11-24T00:00:00Z.")
    before, after, whole = {"last": begin}, {"first": end}, {"first": begin, "last": end}
    spans = {"ge": {"first": begin}, "gt": after, "sa": after, "lt": before, "eb": before, "le": {"last": end}}
    return spans.get(shown[1], whole)


def _stretch(
    year: str, month: str | None, day: str | None, time: str | None, second: str | None, zone: str | None
) -> tuple[datetime, datetime]:
    """How much time a date means, by how much of it is written."""
    if not 1970 <= int(year) < 2200 or bool(time) != bool(zone) or (time and not day):
        raise ValueError(year)
    begin = datetime.fromisoformat(f"{year}{month or '-01'}{day or '-01'}{time or 'T00:00'}{zone or 'Z'}")
    if time:
        return begin.astimezone(UTC), begin.astimezone(UTC) + timedelta(seconds=1 if second else 60)
    if day:
        return begin, begin + timedelta(days=1)
    months = begin.month if month else 12
    return begin, begin.replace(year=begin.year + months // 12, month=months % 12 + 1)


def _count(name: str, values: list[str]) -> Asked:
    if not values:
        return {"limit": 50}
    if not re.fullmatch(r"[0-9]{1,6}", values[-1]) or int(values[-1]) < 1:
        raise _invalid(name, "Please give a number from 1.")
    return {"limit": min(int(values[-1]), MOST)}


def _one(kind: str, field: str, *, usual: Any = None) -> Read:
    def read(name: str, values: list[str]) -> Asked:
        return {field: _id(name, values[-1], kind)} if values else {field: usual}

    return read


def _actor(name: str, values: list[str]) -> Asked:
    found: Asked = {"coach_id": None, "member_id": None}
    for value in values:
        field = "member_id" if "Patient/" in value else "coach_id"
        found[field] = _id(name, value, "Patient" if field == "member_id" else "Practitioner")
    return found


def _id(name: str, value: str, kind: str) -> str:
    shown = REFERENCE.match(value)
    given = shown[2] if shown and shown[1] == kind else value
    try:
        return str(UUID(given))
    except ValueError:
        raise _invalid(name, f"Please write it like {kind}/ and an id.") from None


def _slot_status(name: str, values: list[str]) -> Asked:
    if values and values[-1] not in ("free", "busy"):
        raise _invalid(name, "A slot is free or busy.")
    return {"status": values[-1] if values else None}


def _status(name: str, values: list[str]) -> Asked:
    wanted = [status for value in values for status in value.split(",")]
    if unknown := [status for status in wanted if status not in STATES]:
        raise _invalid(name, f"We know these: {', '.join(STATES)}. Not {unknown[0][:20]}.")
    return {"states": [state for status in wanted for state in STATES[status]]}


def _cursor(name: str, values: list[str]) -> Asked:
    return {"cursor": values[-1][:500] if values else None}


def _format(name: str, values: list[str]) -> Asked:
    if values and values[-1] not in ("json", "application/json", "application/fhir+json"):
        raise _invalid(name, "We answer in JSON.")
    return {}


def _invalid(field: str, words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={field[:40]: [words]})


NEEDED = object()
COUNTED: dict[str, Read] = {"_count": _count, "_format": _format}
SCHEDULES: dict[str, Read] = {**COUNTED, "actor": _one("Practitioner", "coach_id"), "_id": _one("Schedule", "coach_id")}
SLOTS: dict[str, Read] = {
    **COUNTED,
    "schedule": _one("Schedule", "coach_id", usual=NEEDED),
    "start": _dates,
    "status": _slot_status,
}
APPOINTMENTS: dict[str, Read] = {
    **COUNTED,
    "_cursor": _cursor,
    "_id": _one("Appointment", "id"),
    "date": _dates,
    "actor": _actor,
    "patient": _one("Patient", "member_id"),
    "practitioner": _one("Practitioner", "coach_id"),
    "status": _status,
}
