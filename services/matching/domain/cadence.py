"""How often two people agreed to meet, and what that weighs: agreed contact, never how someone is doing."""

from typing import NamedTuple


class Cadence(NamedTuple):
    weight: float
    days: int


AGREED = {
    "twice_weekly": Cadence(weight=2.0, days=4),
    "weekly": Cadence(weight=1.0, days=7),
    "every_other_week": Cadence(weight=0.5, days=14),
    "calls_only": Cadence(weight=0.25, days=7),
}
USUAL = AGREED["weekly"]
MINUTES = 60
