"""What the services answer, shaped for a page: instants are instants, and only what lies ahead is ahead."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from services.portal.clients.organisation import Places
from services.portal.clients.scheduling import Scheduling
from services.portal.forms.times import instant
from services.portal.pages.services import Part, notifications, organisation_at, part, places, scheduling
from shared.kernel.times import rfc3339
from shared.web.context import door

Found = dict[str, Any]
AHEAD = ("pending", "booked", "confirmed")
LOOK_AHEAD = timedelta(days=60)
STILL_ON = timedelta(hours=1)


def now() -> datetime:
    return door().desk.clock.now()


def with_instants(found: Found, *names: str) -> Found:
    return found | {name: instant(found[name]) for name in names if found.get(name)}


def session_shown(found: Found) -> Found:
    """`is_ahead`: it may still be changed. `has_begun`: what became of it may be said."""
    shown = with_instants(found, "starts_at", "ends_at")
    ahead = shown["state"] in AHEAD and shown["starts_at"] > now()
    return shown | {"is_ahead": ahead, "has_begun": shown["starts_at"] <= now()}


def as_it_is(session: Found, done: str) -> str:
    """What was done, to be said; where the coach is asked first, it is not done yet."""
    return "time_asked" if session["state"] == "pending" else done


def sessions_ahead(ask: Scheduling, **of: str) -> Part[list[Found]]:
    """What is planned from now on, the next one first."""
    span = {"from_": rfc3339(now() - STILL_ON), "to": rfc3339(now() + LOOK_AHEAD)}
    return part(ask.sessions, **of, **span).shown(_planned)


def _planned(found: list[Found]) -> list[Found]:
    return in_order([session_shown(one) for one in found if one["state"] in AHEAD], "starts_at")


def where_people_meet() -> Part[dict[str, Found]]:
    return places_by_id(places())


def places_by_id(ask: Places) -> Part[dict[str, Found]]:
    """Closed ones too: what was agreed there still is."""
    return part(ask.every).shown(lambda found: {one["id"]: one for one in found})


def sources_of_funds() -> Part[list[str]]:
    """What an organisation lets people choose from, where something is written down."""
    return part(organisation_at("scheduling").customs).shown(lambda read: read[0]["funding"] if read else [])


def written_back(**whose: Any) -> Part[list[Found]]:
    """What people wrote and nobody has seen to yet: of a coach's own people, or of those whom the desk answers."""
    found = part(notifications().replies, **whose)
    return found.shown(lambda replies: [with_instants(one, "received_at") for one in replies])


def waiting_with(session: Found) -> list[Found]:
    """What was asked for together with it and waits for the same yes; without others, it is there alone."""
    if not session.get("series_id"):
        return [session]
    booked = part(scheduling().series, session["series_id"]).found
    asked = [session_shown(one) for series in booked for one in series["booked"] if one["state"] == "pending"]
    return in_order(asked, "starts_at") or [session]


def in_order(found: Iterable[Found], name: str) -> list[Found]:
    return sorted(found, key=lambda one: one[name])
