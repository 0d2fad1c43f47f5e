"""Something that happened, booked or not: with whom, what, when, and how it went."""

from datetime import datetime
from typing import Any

from services.portal.forms.after_session import NOTE, read_minutes, read_support
from services.portal.forms.days import wall_time
from services.portal.forms.form import Form
from shared.kernel.times import rfc3339

KINDS = ("visit", "call", "text", "session", "group", "ride", "letter")
OUTCOMES = ("met", "talked", "left_message", "no_answer", "sent")
UNNAMED = "unnamed"


def read_happening(form: Form, *, now: datetime, zone: str) -> dict[str, Any]:
    """Look at `form.errors` before using it. Without a person it is a number of people, and there is no note."""
    kind = form.one_of("kind", KINDS, "error.kind")
    said: dict[str, Any] = {"kind": kind, "at": _when(form, now, zone)} | _who(form)
    outcome, note = form.typed.get("outcome", ""), form.text("note", most=NOTE)
    said |= {"outcome": outcome} if outcome in OUTCOMES else {}
    said |= {"started_by": "person"} if form.typed.get("started_by") == "person" else {}
    said |= {"hard_time": True} if form.typed.get("hard_time") == "yes" and "person_id" in said else {}
    if note and "person_id" not in said:
        form.wrong("note", "error.note_unnamed")
    return said | read_minutes(form) | read_support(form) | ({"note": note} if note else {})


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
