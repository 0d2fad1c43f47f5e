"""Every message's story can be read: when it was planned, each attempt, and why it was or was not sent."""

from services.notifications.store import contents, messages
from shared.kernel.errors import NotFound


def list_messages(rx, *, person_id=None, session_id=None, state=None, limit, cursor):
    wanted = {"person_id": person_id, "session_id": session_id, "state": state}
    rows, next = messages.page(rx, **wanted, seen_by=_only(rx), after=cursor, limit=limit)
    told = messages.stories(rx, [row["id"] for row in rows])
    return {"items": [dict(row) | {"story": told[row["id"]]} for row in rows], "next": next}


def read_message(rx, message_id):
    row = messages.find(rx, message_id)
    if row is None or not _may_see(rx, message_id):
        raise NotFound("We have no such message.")
    words = contents.of(rx, message_id) if _may_read(rx, row) else None
    return dict(row) | {"story": messages.story(rx, message_id), "words": words}


def _may_read(rx, row) -> bool:
    """The words are for whom they were said to, and for those who look into what was said."""
    return rx.actor.is_staff or rx.actor.person == row["person_id"]


def _may_see(rx, message_id) -> bool:
    return _only(rx) is None or messages.is_visible_to(rx, message_id, rx.actor.person)


def _only(rx) -> str | None:
    """Staff see all; others their own, and a coach those of their sessions."""
    return None if rx.actor.is_staff or rx.actor.role == "service" else rx.actor.person
