"""A link in a message: looked at before the button is pressed, redeemed when it is. Only the portal asks."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from services.notifications.domain.session import Session
from services.notifications.domain.ways import EVERYTHING, is_theirs_alone, why_unusable
from services.notifications.store import contact_points, links, opt_outs, people, sessions
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Invalid, NotFound

ACTS = {"member": ["confirm", "change", "cannot_come"], "coach": ["change", "cannot_come"]}
INVITES = frozenset({"matched", "cancellation", "door_open"})
"""Messages that say: pick a time when you like."""

FREE = "time_offered"
BY_LINK = ("book", "take", "pass")
BOOKS_FOR = timedelta(days=7)
TOKEN_BYTES = 16


def link_to(tx, row, session: Session | None, kept: list[dict[str, Any]], *, at, contact, active) -> str:
    """What can be answered gets a link of its own, good until that time begins; what invites to book, one that books
    one time, for a week; all else leads to the front door, and so does all where an organisation hears itself rehearse.

    `at`: the moment that the message speaks of. `contact`: where it goes. `active`: the matches in which a time may be
    booked; None where no link may book.
    """
    front_door = tx.desk.settings.public_url
    about = _about(tx, row, session, at, active) if contact["id"] else None
    if about is None:
        return f"{front_door}/"
    token = secrets.token_urlsafe(TOKEN_BYTES)
    told = {"message_id": row["id"], "contact_point_id": contact["id"]}
    told |= {"person_id": row["person_id"], "audience": row["audience"]}
    kept.append(links.row_for(token, **told, **about))
    return f"{front_door}/l/{token}"


def _about(rx, row, session: Session | None, at, active: Collection[str] | None) -> dict[str, Any] | None:
    kind, audience = row["kind"], row["audience"]
    if kind in INVITES:
        match_id = session.match_id if session else row["cause_id"]
        told = {"match_id": match_id, "acts": ["book"], "expires_at": rx.now + BOOKS_FOR}
        return told if audience == "member" and match_id in (active or ()) else None
    if kind == FREE:
        told = {"time_id": row["cause_id"], "acts": ["take", "pass"], "expires_at": at}
        return told if active is not None else None
    if session is None or kind in ("asked", "elsewhere"):
        return None
    told = {"session_id": session.id, "sequence": session.sequence, "version": session.version}
    return told | {"acts": ACTS[audience], "expires_at": session.starts_at}


def look(desk: Desk, asker: Actor, *, token):
    """What the page shows before the button. It changes nothing: scanners of mail open every link."""
    with reading(desk, _there(desk, asker, token)) as rx:
        link = _link(rx, token)
        return _as_it_is(rx, link)


def redeem(desk: Desk, asker: Actor, *, token, act=None, session_id=None):
    """For whom, about what, to do what. Again and again until the session begins: minds change. One that books does
    so once, while nothing lies ahead of these two; scheduling knows that first. `session_id`: what it has booked.
    """
    with transaction(desk, _there(desk, asker, token)) as tx:
        link = _link(tx, token)
        if act is not None and act not in link["acts"]:
            raise Invalid("This link cannot do that.", errors={"act": [f"One of {', '.join(link['acts'])}."]})
        if session_id and link["match_id"] and link["redeemed_at"] and not link["session_id"]:
            links.booked(tx, link["id"], session_id)
            return dict(link) | {"open": False, "session_id": session_id, "act": act}
        seen = _as_it_is(tx, link)
        if not seen["open"]:
            raise Conflict("The time has changed since this message was sent.", code="session_changed")
        links.redeemed(tx, link["id"])
        return seen | {"act": act}


def _there(desk: Desk, asker: Actor, token: str) -> Actor:
    """The asker, in the organisation of the link."""
    organisation = links.organisation_of(desk, token)
    if organisation is None:
        raise _gone()
    return Actor(asker.person, asker.role, organisation)


def _link(rx, token):
    link = links.find(rx, token)
    if link is None or link["expires_at"] <= rx.now or not _leads_to_them(rx, link):
        raise _gone()
    return link


def _leads_to_them(rx, link) -> bool:
    """Where it went is still theirs; and if it books, theirs alone, used for messages, and in their hands."""
    point = contact_points.find(rx, link["contact_point_id"])
    if point is None or point["shared"] == "yes":
        return False
    if not (link["match_id"] or link["time_id"]):
        return True
    stopped, several = opt_outs.among(rx, [point["mark"]]), contact_points.of_several(rx, [point["mark"]])
    is_used = why_unusable(point, EVERYTHING, stopped) is None
    return is_used and is_theirs_alone(point, several) and not people.reader(rx, link["person_id"]).is_away


def _as_it_is(rx, link) -> dict[str, Any]:
    """Of a link that books, once that is done, the session that it booked and no other. Whether a time is still free,
    scheduling says: a late yes is a yes while nobody else has it.
    """
    if link["match_id"]:
        has_none = not link["session_id"] and sessions.next_in(rx, link["match_id"]) is None
        is_open = has_none and link["match_id"] in sessions.active_among(rx, [link["match_id"]])
        return dict(link) | {"open": is_open}
    if link["time_id"]:
        return dict(link) | {"open": True}
    session = sessions.find(rx, link["session_id"])
    is_open = session is not None and session.is_live and session.sequence == link["sequence"]
    return dict(link) | {"open": is_open}


def _gone() -> NotFound:
    return NotFound("This link no longer works.", code="link_gone")
