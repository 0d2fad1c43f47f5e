"""A link in a message: looked at before the button is pressed, redeemed when it is. Only the portal asks."""

from services.notifications.domain.session import LIVE
from services.notifications.store import links
from shared.kernel.errors import Conflict, Invalid, NotFound


def look(rx, *, token):
    """What the page shows before the button. It changes nothing: scanners of mail open every link."""
    link = _link(rx, token)
    return dict(link) | {"open": _is_open(link)}


def redeem(tx, *, token, act=None):
    """For whom, about what, to do what. Again and again until the session begins: minds change."""
    link = _link(tx, token)
    if act is not None and act not in link["acts"]:
        raise Invalid("This link cannot do that.", errors={"act": [f"One of {', '.join(link['acts'])}."]})
    if not _is_open(link):
        raise Conflict("The time has changed since this message was sent.", code="session_changed")
    links.redeemed(tx, link)
    return dict(link) | {"act": act, "open": True}


def _link(rx, token):
    link = links.by_token(rx, token)
    if link is None or link["expires_at"] <= rx.now:
        raise NotFound("This link no longer works.", code="link_gone")
    return link


def _is_open(link) -> bool:
    return link["state"] in LIVE and link["sequence"] == link["now_at"]
