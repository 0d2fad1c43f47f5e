"""Papers with a last day, by role. They block only where the organisation says so."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

ROLES = ("staff", "volunteer", "caller")
USUAL_ROLE = "staff"


def expiring(credentials: Iterable[Mapping[str, Any]], *, until: date) -> list[Mapping[str, Any]]:
    """Those whose last day comes before or on that day, the earliest first. What never ends is not among them."""
    dated = [held for held in credentials if held.get("expires_on")]
    due = [held for held in dated if date.fromisoformat(held["expires_on"]) <= until]
    return sorted(due, key=lambda held: (held["expires_on"], held["kind"]))
