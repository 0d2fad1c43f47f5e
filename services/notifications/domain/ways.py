"""Which way a message goes: the first channel the reader wants, with an address that works and may be used for it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.notifications.domain.person import Reader

SENT = ("email", "sms")
EVERYTHING = "everything"
TOPICS = {
    "confirmation": "sessions", "update": "sessions", "reminder": "sessions", "cancellation": "sessions",
    "late": "sessions", "offer": "offers", "chaser": "offers",
}  # fmt: skip
Point = Mapping[str, Any]
Stopped = Mapping[str, Collection[str]]
"""By an address's mark: the topics that are not wanted there."""


def topic_of(kind: str) -> str:
    return TOPICS.get(kind, "other")


def best_way(points: Sequence[Point], *, reader: Reader, kind: str, stopped: Stopped) -> Point | None:
    """`points` in the order they were given; the order of channels weighs more."""
    for channel in reader.channels:
        for point in points:
            if point["kind"] == channel and why_unusable(point, topic_of(kind), stopped) is None:
                return point
    return None


def why_no_way(points: Sequence[Point], *, reader: Reader, kind: str, stopped: Stopped) -> str:
    """`not_wanted`: there is an address, and mail or texts are not what they asked for."""
    reasons = {point["id"]: why_unusable(point, topic_of(kind), stopped) for point in points}
    if any(reasons[point["id"]] == "stopped" for point in points if point["kind"] in reader.channels):
        return "stopped"
    wants_none = not set(reader.channels) & set(SENT)
    return "not_wanted" if wants_none or None in reasons.values() else "no_address"


def why_unusable(point: Point, topic: str, stopped: Stopped) -> str | None:
    """A text needs its number's own consent, and a number that is the reader's alone: else a person rings."""
    if point["undeliverable_at"] is not None:
        return "undeliverable"
    if not point["message_ok"]:
        return "no_messages"
    if {EVERYTHING, topic} & set(stopped.get(point["mark"], ())):
        return "stopped"
    if point["kind"] == "sms":
        return "no_consent" if point["consent"] is None else "shared" if point["shared"] == "yes" else None
    return None if point["kind"] in SENT else "not_sent"
