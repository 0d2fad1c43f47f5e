"""Which way a message goes: the first channel the reader wants, with an address that works and may be used for it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.notifications.domain.person import Reader

SENT = ("email", "sms")
HERE = "in_app"
"""The channel of what is read in the portal: it needs no address."""
EVERYTHING = "everything"
STAYS_CONFIRMED = timedelta(days=60)
SPOKEN = ("sms", "voice")
SCHEMES = {"sms": ("tel", "sms"), "voice": ("tel",), "email": ("mailto",)}
TOPICS = {
    "confirmation": "sessions", "update": "sessions", "elsewhere": "sessions", "covered": "sessions",
    "as_before": "sessions", "reminder": "sessions", "cancellation": "sessions", "late": "sessions",
    "asked": "sessions", "offer": "offers", "chaser": "offers",
}  # fmt: skip
Point = Mapping[str, Any]
Stopped = Mapping[str, Collection[str]]
"""By an address's mark: the topics that are not wanted there."""


def topic_of(kind: str) -> str:
    return TOPICS.get(kind, "other")


def best_way(
    points: Sequence[Point], *, reader: Reader, kind: str, stopped: Stopped, now: datetime | None = None
) -> Point | None:
    """`points` in the order they were given; the order of channels weighs more."""
    for channel in reader.channels:
        if channel == HERE:
            return place_of_our_own(HERE)
        for point in points:
            if point["kind"] == channel and why_unusable(point, topic_of(kind), stopped, now) is None:
                return point
    return None


def why_no_way(points: Sequence[Point], *, reader: Reader, kind: str, stopped: Stopped) -> str:
    """`not_wanted`: there is an address, and mail or texts are not what they asked for."""
    reasons = {point["id"]: why_unusable(point, topic_of(kind), stopped) for point in points}
    if any(reasons[point["id"]] == "stopped" for point in points if point["kind"] in reader.channels):
        return "stopped"
    wants_none = not set(reader.channels) & set(SENT)
    return "not_wanted" if wants_none or None in reasons.values() else "no_address"


def why_unusable(point: Point, topic: str, stopped: Stopped, now: datetime | None = None) -> str | None:
    """A text needs its number's own consent, and a number that is the reader's alone: else a person rings."""
    if point["undeliverable_at"] is not None:
        return "undeliverable"
    if not point["message_ok"]:
        return "no_messages"
    if {EVERYTHING, topic} & set(stopped.get(point["mark"], ())):
        return "stopped"
    if point["kind"] == "sms":
        if point["consent"] is None:
            return "no_consent"
        if point["shared"] == "yes":
            return "shared"
        return "unconfirmed" if now and is_unconfirmed(point, now) else None
    return None if point["kind"] in SENT else "not_sent"


def is_theirs_alone(point: Point, several: Collection[str]) -> bool:
    """Somebody said so, and nobody else of the organisation is reached there (`several`: marks of which we know that
    more than one is). What is no address of theirs is read by we do not know whom.
    """
    return point["shared"] == "no" and point["mark"] is not None and point["mark"] not in several


def is_unconfirmed(point: Point, now: datetime) -> bool:
    """Numbers pass on. Nobody has said for two months that it is still theirs: a call first, then a text."""
    return now - last_confirmed(point, now) > STAYS_CONFIRMED


def last_confirmed(point: Point, otherwise: datetime) -> datetime:
    """When somebody last said so, or agreed to be reached there."""
    given = (point["consent"] or {}).get("given_at")
    said = [at for at in (point["confirmed_at"], given and datetime.fromisoformat(given)) if at]
    return max(said, default=otherwise)


def call_first(point: Point, now: datetime) -> bool:
    """A number that others answer too, or that may be a stranger's by now."""
    return point["kind"] == "sms" and (point["shared"] == "yes" or is_unconfirmed(point, now))


def links_of(kind: str, address: str | None) -> dict[str, str]:
    """What a telephone does at one tap. A place and a go-between have none."""
    if not address or kind not in SCHEMES:
        return {}
    number, _, extension = address.partition(";ext=")
    called = f"{number},{extension}" if extension else number
    return {scheme: f"{scheme}:{called}" for scheme in SCHEMES[kind]}


def place_of_our_own(kind: str, address: str | None = None) -> Point:
    """No way of theirs: the portal's own page, or where an organisation hears itself rehearse."""
    return {"id": None, "kind": kind, "address": address, "shared": "no", "mark": None}
