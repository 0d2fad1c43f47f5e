"""The three services, asked as the person who is signed in, with a token minted for this page and each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar

from flask import current_app, g

from services.portal.clients.at_once import Asked
from services.portal.clients.consents import Consents
from services.portal.clients.groups import Groups
from services.portal.clients.happened import Happened
from services.portal.clients.matching import Matching
from services.portal.clients.notifications import Notifications
from services.portal.clients.organisation import Organisation, Places, Wordings, Words
from services.portal.clients.privacy import Privacy
from services.portal.clients.rounds import Rounds
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import READ_SECONDS, Away, Declined, Door, Turns
from shared.kernel.actor import Actor
from shared.web.context import door
from shared.web.tokens import mint

T = TypeVar("T")
S = TypeVar("S")
MINUTES = 2
GOOD_FOR = timedelta(minutes=1)  # and then as long again, for an answer to come
AT_ONCE = 200


@dataclass(frozen=True)
class Signing:
    """The private key of this installation."""

    key: Any


class Part(Generic[T]):
    """A part of a page that one service fills; the rest of the page stands when that service is away. `look` gives
    what was found and whether the service is away; nobody waits for it before the part is read.
    """

    def __init__(self, look: Callable[[], tuple[T, bool]]) -> None:
        self._look = look

    @cached_property
    def _told(self) -> tuple[T, bool]:
        return self._look()

    @property
    def found(self) -> T:
        return self._told[0]

    @property
    def is_away(self) -> bool:
        return self._told[1]

    def shown(self, shape: Callable[[T], S]) -> "Part[S]":
        """The same, shaped for a page once it is there."""
        return Part(lambda: (shape(self.found), self.is_away))


def matching() -> Matching:
    return Matching(door_of("matching", g.actor))


def scheduling() -> Scheduling:
    return Scheduling(door_of("scheduling", g.actor))


def happened() -> Happened:
    return Happened(door_of("scheduling", g.actor))


def group_doors() -> Groups:
    return Groups(door_of("scheduling", g.actor))


def rounds() -> Rounds:
    return Rounds(door_of("matching", g.actor))


def agreements() -> Consents:
    return Consents(door_of("matching", g.actor))


def privacy_door() -> Privacy:
    return Privacy(door_of("matching", g.actor))


def places() -> Places:
    return Places(door_of("scheduling", g.actor))


def organisation_at(service: str) -> Organisation:
    """The settings that this service keeps."""
    return Organisation(door_of(service, g.actor))


def own_words() -> Words:
    return Words(door_of("matching", g.actor))


def wordings() -> Wordings:
    return Wordings(door_of("notifications", g.actor))


def notifications() -> Notifications:
    return Notifications(door_of("notifications", g.actor))


def door_of(service: str, actor: Actor, *, read_seconds: float = READ_SECONDS) -> Door:
    desk, token = door().desk, _token_of(service, actor)
    turns = g.setdefault("turns", Turns())
    known = {"correlation": g.get("correlation"), "turns": turns, "read_seconds": read_seconds}
    return Door(service, desk.settings.url_of(service), token, **known)


def _token_of(service: str, actor: Actor) -> Callable[[], str]:
    """One for all that a page asks of a service, for signing takes long; what takes minutes goes on with another."""
    desk, signing, minted = door().desk, current_app.extensions["signing"], g.setdefault("minted", {})

    def token() -> str:
        now = desk.clock.now()
        at, known = minted.get((service, actor, actor.credential), (None, ""))
        if at is None or abs(now - at) > GOOD_FOR:
            known = mint(signing.key, actor, audience=[service], now=now, minutes=MINUTES)
            minted[service, actor, actor.credential] = now, known
        return str(known)

    return token


def part(ask: Callable[..., Any], *whom: str, **said: Any) -> Part[list[Any]]:
    """Asked at once, beside all other parts, and waited for when it is read. Everything `ask` gives, one thing as a
    list of one; or nothing, with a note that its service is away. `ask` belongs to a door made here, for it is asked
    where no request is known.
    """
    asked = Asked(lambda: _listed(ask(*whom, **said)))

    def look() -> tuple[list[Any], bool]:
        try:
            return asked.answer(), False
        except Away:
            return [], True

    return Part(look)


def known(found: T, is_away: bool = False) -> Part[T]:
    """A part that needs no question."""
    return Part(lambda: (found, is_away))


def _listed(found: Any) -> list[Any]:
    return [found] if isinstance(found, dict) else list(found)


def to_ring(first: int | None = None) -> Part[list[Any]]:
    """Whom no message reaches: a person rings. A coach sees those they walk with, the desk everybody or the `first`."""
    return part(notifications().calls_due, limit=first) if first else part(notifications().calls)


def names_of(ids: Iterable[str | None]) -> dict[str, str]:
    """Names for this page, asked for now and kept nowhere. Whom we may not name, or not now, is missing here."""
    wanted = sorted({person for person in ids if person})
    found: dict[str, str] = {}
    try:
        for first in range(0, len(wanted), AT_ONCE):
            named = matching().names(wanted[first : first + AT_ONCE])["items"]
            found |= {one["id"]: one["display_name"] for one in named}
    except (Away, Declined):
        return found
    return found
