"""The same facts as FHIR R4 says them: Schedule, Slot and Appointment. Ids, times and states; no name, no note."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.scheduling.domain.instants import instant
from services.scheduling.domain.session import Session
from shared.kernel.times import rfc3339

Resource = dict[str, Any]
STATUS = {
    "pending": "pending",
    "booked": "booked",
    "confirmed": "booked",
    "cancelled": "cancelled",
    "attended": "fulfilled",
    "did_not_meet": "noshow",
}
STATES = {
    "pending": ("pending",),
    "booked": ("booked", "confirmed"),
    "cancelled": ("cancelled",),
    "fulfilled": ("attended",),
    "noshow": ("did_not_meet",),
}


def schedule(coach_id: str, *, first: datetime, last: datetime, version: int) -> Resource:
    return {
        "resourceType": "Schedule",
        "id": coach_id,
        "meta": {"versionId": str(version)},
        "active": True,
        "actor": [{"reference": f"Practitioner/{coach_id}"}],
        "planningHorizon": {"start": rfc3339(first), "end": rfc3339(last)},
    }


def slot(coach_id: str, start: int, end: int, *, status: str) -> Resource:
    """A slot is worked out, not kept: its id says whose it is and when."""
    return {
        "resourceType": "Slot",
        "id": f"{coach_id}.{start}.{(end - start) // 60}",
        "schedule": {"reference": f"Schedule/{coach_id}"},
        "status": status,
        "start": rfc3339(instant(start)),
        "end": rfc3339(instant(end)),
    }


def appointment(session: Session) -> Resource:
    answered = {"coach": "needs-action" if session.state == "pending" else "accepted"}
    answered["member"] = "accepted" if session.state in ("confirmed", "attended") else "needs-action"
    people = [(f"Practitioner/{session.coach_id}", answered["coach"])]
    people += [(f"Patient/{session.member_id}", answered["member"])] if session.member_id else []
    return {
        "resourceType": "Appointment",
        "id": session.id,
        "meta": {"versionId": str(session.version)},
        "status": STATUS[session.state],
        "start": rfc3339(session.starts_at),
        "end": rfc3339(session.ends_at),
        "minutesDuration": session.minutes,
        "participant": [{"actor": {"reference": who}, "status": status} for who, status in people],
    }


def found(resources: Iterable[Resource], *, root: str, here: str, following: str | None) -> Resource:
    """A searchset. FHIR knows no empty list: what is empty is left out."""
    links = [{"relation": "self", "url": here}] + ([{"relation": "next", "url": following}] if following else [])
    entries = [
        {"fullUrl": f"{root}/{each['resourceType']}/{each['id']}", "resource": each, "search": {"mode": "match"}}
        for each in resources
    ]
    return {"resourceType": "Bundle", "type": "searchset", "link": links} | ({"entry": entries} if entries else {})


def refusal(words: str, *, code: str, fields: Iterable[str] = ()) -> Resource:
    issue: Resource = {"severity": "error", "code": code, "diagnostics": words}
    where = list(fields)
    return {"resourceType": "OperationOutcome", "issue": [issue | ({"expression": where} if where else {})]}
