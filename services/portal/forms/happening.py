"""Something that happened, booked or not: with whom, what, when, and how it went."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from services.portal.forms.after_session import NOTE, read_funding, read_minutes, read_support
from services.portal.forms.days import wall_time
from services.portal.forms.form import Form, Typed
from shared.kernel.times import rfc3339

KINDS = ("visit", "call", "text", "session", "group", "ride", "letter")
OUTCOMES = ("met", "talked", "left_message", "no_answer", "sent")
UNNAMED = "unnamed"


def read_happening(form: Form, *, now: datetime, zone: str) -> dict[str, Any]:
    """Look at `form.errors` before using it. Without a person it is a number of people, and there is no note."""
    said = _what(form, now, zone) | _who(form)
    note = form.text("note", most=NOTE)
    said |= {"started_by": "person"} if form.typed.get("started_by") == "person" else {}
    said |= {"hard_time": True} if form.typed.get("hard_time") == "yes" and "person_id" in said else {}
    if note and "person_id" not in said:
        form.wrong("note", "error.note_unnamed")
    return said | read_support(form) | read_funding(form) | ({"note": note} if note else {})


def read_correction(form: Form, before: dict[str, Any], *, now: datetime, zone: str) -> dict[str, Any]:
    """Only what differs from what stood there; a blank note takes it away."""
    said = _what(form, now, zone)
    said |= {"started_by": "person" if form.typed.get("started_by") == "person" else "us"}
    said |= {"support": read_support(form).get("support", []), "note": form.text("note", most=NOTE)}
    said |= {"funding": read_funding(form).get("funding")} if "funding" in form.typed else {}
    shown = _shown(rfc3339(before["at"]), zone) if form.typed.get("day") else None
    if shown == {name: form.typed.get(name, "") for name in ("day", "clock")} or shown is None:
        said.pop("at")
    return {name: value for name, value in said.items() if value != before[name]}


def as_typed(contact: dict[str, Any], zone: str) -> Typed:
    """A contact as it would stand in the form."""
    shown = _shown(rfc3339(contact["at"]), zone) | {"minutes": str(contact["minutes"]), "note": contact["note"] or ""}
    shown |= {name: contact[name] for name in ("kind", "outcome", "started_by")}
    shown |= {"funding": contact["funding"] or ""}
    return MultiDict([*shown.items(), *(("support", kind) for kind in contact["support"])])


def _shown(at: str, zone: str) -> dict[str, str]:
    local = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    return {"day": local.date().isoformat(), "clock": local.strftime("%H:%M")}


def _what(form: Form, now: datetime, zone: str) -> dict[str, Any]:
    kind, outcome = form.one_of("kind", KINDS, "error.kind"), form.typed.get("outcome", "")
    said: dict[str, Any] = {"kind": kind, "at": _when(form, now, zone)}
    return said | ({"outcome": outcome} if outcome in OUTCOMES else {}) | read_minutes(form)


def _who(form: Form) -> dict[str, Any]:
    if person := form.id("person"):
        return {"person_id": person}
    if form.typed.get("person") != UNNAMED:
        form.wrong("person", "error.who")
    return {"count": max(1, form.number("count", otherwise=1))}


def _when(form: Form, now: datetime, zone: str) -> str:
    """Now, unless a day is given; what lies ahead has not happened."""
    day = form.text("day", most=10)
    if not day:
        return rfc3339(now)
    at = wall_time(day, form.typed.get("clock") or "12:00", zone)
    if at is None or at > now:
        form.wrong("day", "error.when")
        return rfc3339(now)
    return rfc3339(at)
