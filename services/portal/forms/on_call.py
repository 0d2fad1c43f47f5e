"""Who is on call in a usual week, as a form: a row for each, and two to add."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from services.portal.forms.form import Form, Typed

DAYS = range(1, 8)
MORE = 2
MOST = 100
Row = dict[str, Any]


def as_form(weekly: Sequence[Mapping[str, Any]]) -> Typed:
    """What stands in the boxes before anybody types."""
    typed: Typed = MultiDict()
    for at, one in enumerate([*weekly, *({},) * MORE]):
        typed.add(f"coach-{at}", one.get("coach_id", ""))
        for day in one.get("days", ()):
            typed.add(f"days-{at}", str(day))
        for edge in ("start", "end"):
            typed.add(f"{edge}-{at}", one.get(edge, ""))
    return typed


def rows(form: Form) -> list[int]:
    return [at for at in range(MOST) if f"coach-{at}" in form.typed]


def read_on_call(form: Form) -> list[Row]:
    """A row without a coach is none."""
    return list(_read(form))


def _read(form: Form) -> Iterator[Row]:
    for at in rows(form):
        coach_id = form.id(f"coach-{at}")
        days = [day for day in DAYS if str(day) in form.typed.getlist(f"days-{at}")]
        start, end = (form.text(f"{edge}-{at}", most=5) for edge in ("start", "end"))
        if coach_id and not (days and start and end and start != end):
            form.wrong(f"coach-{at}", "error.on_call")
        elif coach_id:
            yield {"coach_id": coach_id, "days": days, "start": start, "end": end}
