"""Who holds a link of a message: asked of notifications, and let in with a token for the deeds of that link alone."""

from collections.abc import Callable

from flask import g

from services.portal.accounts.people import account_of
from services.portal.clients.notifications import Notifications
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Away, Declined, Door, Found
from services.portal.pages.services import door_of
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.web.context import door

NOWHERE = "00000000-0000-0000-0000-000000000000"


def link_of(token: str) -> Found | None:
    """None when there is no such link, or no longer."""
    return _asked(lambda notifications: notifications.look_at_link(token))


def redeemed(token: str, act: str) -> Found | None:
    return _asked(lambda notifications: notifications.redeem_link(token, act=act))


def link_booked(token: str, session_id: str) -> None:
    """What it booked, and nothing else, it shows from now on. Where that cannot be said, it shows nothing."""
    try:
        _asked(lambda notifications: notifications.redeem_link(token, act="book", session_id=session_id))
    except Away:
        return


def scheduling_for(link: Found, *deeds: str) -> Scheduling:
    """As the person of the link, for these deeds and for nothing else."""
    return Scheduling(door_for(link, *deeds))


def door_for(link: Found, *deeds: str) -> Door:
    scope = " ".join(deeds)
    return door_of("scheduling", Actor(link["person_id"], link["audience"], link["organisation"], scope))


def _asked(ask: Callable[[Notifications], Found]) -> Found | None:
    service = Actor("portal", "service", NOWHERE)
    try:
        link = ask(Notifications(door_of("notifications", service)))
    except Declined:
        return None
    _speak_to(link)
    return link


def _speak_to(link: Found) -> None:
    """The page speaks the person's language and shows their own wall clock."""
    desk = door().desk
    with reading(desk, Actor("portal", "service", link["organisation"])) as rx:
        g.reader = account_of(rx, link["person_id"])
