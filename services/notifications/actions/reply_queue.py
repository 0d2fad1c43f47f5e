"""What people wrote, read by a person: who walks with them, or whoever takes people in."""

from services.notifications.store import people, replies, sessions, time_off
from shared.kernel.errors import Conflict, NotFound

MOST_LATE = 200


def write_to_us(tx, *, text):
    """From one's own page, to the same list as a text sent back: for whoever walks with them, else for the desk.
    Answered with who reads it, and when, worked out now.
    """
    me = tx.actor.person
    if people.is_erased(tx, me):
        raise NotFound("We have no such person.")
    coach_id = sessions.coach_of(tx, me)
    id = replies.add(tx, me, text=text, coach_id=coach_id, contact_point_id=None)
    replies.mark_answered(tx, id)
    tx.audit("reply.written", person_id=me)
    hours, zone = replies.reading_hours(tx), people.reader(tx, me).zone("UTC")
    now = hours.open_until(tx.now, zone)
    read = {"read_until": now} if now else {"read_from": hours.next_opening(tx.now, zone)}
    return {"id": id, "coach_id": coach_id if coach_id and _is_here(tx, coach_id) else None} | read


def replies_seen(rx, *, coach_id=None, limit, cursor, **wanted):
    """A coach reads those of people they walk with or stand in for. Whoever shows it writes it down: `note_reading`."""
    coach_id = coach_id if _sees_all(rx) else rx.actor.person
    items, next = replies.page(rx, coach_id=coach_id, **wanted, after=cursor, limit=limit)
    late = replies.late_among(rx, items)
    return {"items": [item | {"waits_long": item["id"] in late} for item in items], "next": next}


def note_reading(tx, items) -> None:
    """Whose words were read, and by whom."""
    tx.audit_each("replies.read", sorted({item["person_id"] for item in items}))


def late_replies(rx):
    """For whoever sees to it that people are answered. Nothing is opened, so nothing is written down; nor is there a
    second page: those that are seen to make room for the next.
    """
    return {"items": replies.waiting_long(rx, limit=MOST_LATE), "next": None}


def handle_reply(tx, reply_id, *, outcome):
    """Somebody has read it and seen to it."""
    reply = replies.find(tx, reply_id)
    if reply is None or not (_sees_all(tx) or replies.may_read(tx, reply_id, tx.actor.person)):
        raise NotFound("We have no such reply.")
    if not replies.handle(tx, reply_id, by=tx.actor.person, outcome=outcome):
        raise Conflict("Somebody has seen to this already.", code="handled")
    tx.audit("reply.handled", person_id=reply["person_id"])
    return replies.find(tx, reply_id)


def _is_here(rx, coach_id) -> bool:
    coach = people.reader(rx, coach_id)
    return not (coach.is_away or coach.is_stopped or time_off.is_off(rx, coach_id))


def _sees_all(rx) -> bool:
    return rx.actor.is_staff or rx.actor.role == "service"
