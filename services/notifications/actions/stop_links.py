"""A link in each mail that stops them: it names a contact point, and only we can have made it. It never runs out."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from services.notifications.actions.calling import put_on_call_list
from services.notifications.actions.ways import find_a_way
from services.notifications.domain.ways import EVERYTHING
from services.notifications.store import contact_points, opt_outs, sessions
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound

SEAL_BYTES = 16


def stop_token(rx, contact_point_id: str) -> str:
    """The id and the proof, as one word."""
    return urlsafe_b64encode(UUID(contact_point_id).bytes + _proof(rx, contact_point_id)).decode().rstrip("=")


def stop_mail(desk: Desk, asker: Actor, *, token: str) -> None:
    """At once, and as often as it is asked. Whoever has a session ahead is rung instead."""
    contact_point_id, proof = _read(token)
    organisation = contact_points.organisation_of(desk, contact_point_id)
    if organisation is None:
        raise _gone()
    with transaction(desk, Actor(asker.person, asker.role, organisation)) as tx:
        if not compare_digest(proof, _proof(tx, contact_point_id)):
            raise _gone()
        _stop(tx, contact_points.find(tx, contact_point_id))


def _stop(tx, point) -> None:
    if point is None or not opt_outs.keep(tx, kind=point["kind"], mark=point["mark"], topic=EVERYTHING):
        return
    find_a_way(tx, point["person_id"])
    if sessions.next_of(tx, point["person_id"]):
        put_on_call_list(tx, point["person_id"], why="stopped")


def _proof(rx, contact_point_id: str) -> bytes:
    return sha256(rx.blind(contact_point_id, purpose="stop_link").encode()).digest()[:SEAL_BYTES]


def _read(token: str) -> tuple[str, bytes]:
    try:
        told = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return str(UUID(bytes=told[:16])), told[16:]
    except ValueError:
        raise _gone() from None


def _gone() -> NotFound:
    return NotFound("This link no longer works.", code="link_gone")
