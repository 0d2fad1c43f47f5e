"""What matching, notifications and scheduling are told of a coach from a roster."""

import hashlib
from typing import Any

from services.portal.roster.coach import Coach, Credential, key_of


def keys_of(coach: Coach, organisation: str) -> list[str]:
    """What this person may be known by, the surest first. Addresses stay out of matching: it gets a digest."""
    digest = hashlib.sha256(f"{organisation}:{coach.email}".encode()).hexdigest()[:32]
    return [*([key_of(coach.employee_id)] if coach.employee_id else []), *([f"mail-{digest}"] if coach.email else [])]


def external_id_of(coach: Coach, organisation: str) -> str:
    return coach.employee_id or keys_of(coach, organisation)[-1]


def coach_body(coach: Coach, *, organisation: str, time_zone: str) -> dict[str, Any]:
    """Codes are stated, and neither used nor shown until the coach agrees."""
    stated = {"languages": list(coach.languages), "pronouns": [coach.pronouns] if coach.pronouns else []}
    body = {
        "external_id": external_id_of(coach, organisation),
        "display_name": coach.display_name,
        "language": _language_of(coach),
        "time_zone": time_zone,
        "modalities": list(coach.modalities) or None,
        "profile": {facet: codes for facet, codes in {**coach.codes, **stated}.items() if codes},
        "capacity": coach.capacity,
        "accepting": coach.status == "active" and not coach.is_caller,
        "credentials": [_credential(held) for held in coach.credentials] or None,
    }
    return {name: value for name, value in body.items() if value is not None} | {"used": {}, "shown": {}}


def contact_points(coach: Coach) -> list[dict[str, Any]]:
    """A work number may be rung; to be texted on it a coach says yes themselves."""
    points = []
    if coach.email:
        points.append({"kind": "email", "address": coach.email, "shared": "no", "message_ok": True})
    if coach.phone:
        shared = "yes" if coach.phone_is_shared else "unknown"
        points.append({"kind": "voice", "address": coach.phone, "shared": shared, "message_ok": False})
    return points


def weekly_hours(coach: Coach, *, time_zone: str) -> dict[str, Any]:
    return {"time_zone": time_zone, "weekly": coach.hours.weekly}


def _language_of(coach: Coach) -> str | None:
    return next((language for language in ("en", "es") if language in coach.languages), None)


def _credential(held: Credential) -> dict[str, Any]:
    told = {"kind": held.kind, "expires_on": held.expires_on.isoformat() if held.expires_on else None}
    return {name: value for name, value in told.items() if value is not None}
