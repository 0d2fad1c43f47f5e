"""A link in a message: looked at before the button is pressed, redeemed when it is. Only the portal asks."""

from services.notifications.store import links, sessions
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Invalid, NotFound


def look(desk: Desk, asker: Actor, *, token):
    """What the page shows before the button. It changes nothing: scanners of mail open every link."""
    with reading(desk, _there(desk, asker, token)) as rx:
        link = _link(rx, token)
        return dict(link) | {"open": _is_open(rx, link)}


def redeem(desk: Desk, asker: Actor, *, token, act=None):
    """For whom, about what, to do what. Again and again until the session begins: minds change."""
    with transaction(desk, _there(desk, asker, token)) as tx:
        link = _link(tx, token)
        if act is not None and act not in link["acts"]:
            raise Invalid("This link cannot do that.", errors={"act": [f"One of {', '.join(link['acts'])}."]})
        if not _is_open(tx, link):
            raise Conflict("The time has changed since this message was sent.", code="session_changed")
        links.redeemed(tx, link["id"])
        return dict(link) | {"act": act, "open": True}


def _there(desk: Desk, asker: Actor, token: str) -> Actor:
    """The asker, in the organisation of the link."""
    organisation = links.organisation_of(desk, token)
    if organisation is None:
        raise _gone()
    return Actor(asker.person, asker.role, organisation)


def _link(rx, token):
    link = links.find(rx, token)
    if link is None or link["expires_at"] <= rx.now:
        raise _gone()
    return link


def _is_open(rx, link) -> bool:
    session = sessions.find(rx, link["session_id"])
    return session is not None and session.is_live and session.sequence == link["sequence"]


def _gone() -> NotFound:
    return NotFound("This link no longer works.", code="link_gone")
