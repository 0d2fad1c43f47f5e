from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.matching.actions.organisation import customs_of
from services.matching.domain.credentials import USUAL_ROLE, expiring
from services.matching.store import people


class Due(NamedTuple):
    """`blocks`: whether the organisation asks for it, so that without it nobody new is offered to this coach."""

    coach_id: str
    role: str
    kind: str
    expires_on: str
    is_over: bool
    blocks: bool


def papers_that_run_out(rx, *, within_days: int) -> list[Due]:
    """Of everybody who coaches here, the earliest first; those that ran out already among them."""
    customs = customs_of(rx)
    today = rx.now.astimezone(ZoneInfo(customs.time_zone)).date()
    found = [
        _due(person, held, customs, today)
        for person in people.coaches(rx)
        if not person.is_gone
        for held in expiring(person.document.get("credentials") or (), until=today + timedelta(days=within_days))
    ]
    return sorted(found, key=lambda due: (due.expires_on, due.coach_id, due.kind))


def _due(person, held, customs, today) -> Due:
    role, kind = person.document.get("role") or USUAL_ROLE, held["kind"]
    blocks = kind in customs.required_credentials or (role, kind) in customs.required_by_role
    return Due(person.id, role, kind, held["expires_on"], held["expires_on"] < today.isoformat(), blocks)
