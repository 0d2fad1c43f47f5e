"""Take what is due into hand; ask once more, in the same transaction, whether it should still be said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.notifications.actions.composing import Parcel, parcel
from services.notifications.domain.message import why_not
from services.notifications.store import contact_points, hand_over, messages, people, sessions

LEASE = timedelta(seconds=90)  # longer than one mail can take, the slowest server included
BATCH = 50
CAN_WAIT = frozenset({"reminder", "offer"})


def claim(tx, *, sender: str, real: datetime) -> tuple[list[Parcel], int]:
    """What may go out now, and how many messages were looked at."""
    rows = hand_over.claim(tx, sender=sender, real=real, lease=LEASE, limit=BATCH)
    known = _Known(tx, rows)
    return [ready for row in rows if (ready := _checked(tx, row, known, sender))], len(rows)


class _Known:
    """What the whole batch is checked against, read at once."""

    def __init__(self, rx, rows: Sequence) -> None:
        person_ids = {row["person_id"] for row in rows}
        self.readers = people.readers(rx, person_ids)
        self.contacts = contact_points.mail_of(rx, person_ids)
        self.sessions = sessions.found(rx, {row["session_id"] for row in rows if row["session_id"]})
        self.over = sessions.over_among(rx, {s.match_id for s in self.sessions.values() if s.match_id})
        self.open_offers = sessions.open_among(rx, {row["offer_id"] for row in rows if row["offer_id"]})


def _checked(tx, row, known: _Known, sender: str) -> Parcel | None:
    reader, session = known.readers[row["person_id"]], known.sessions.get(row["session_id"])
    if reason := _gone(row, reader, session, known, tx.now):
        messages.drop(tx, [row["id"]], reason=reason)
        return None
    if later := _quiet_until(row, reader, session, tx.now):
        hand_over.let_go(tx, [row["id"]], sender=sender, due_at=later, reason="quiet_hours")
        return None
    if row["channel"] not in reader.channels:
        hand_over.let_go(tx, [row["id"]], sender=sender, state="no_channel", reason="not_wanted")
        return None
    if (contact := known.contacts.get(row["person_id"])) is None:
        hand_over.let_go(tx, [row["id"]], sender=sender, state="no_channel", reason="no_address")
        return None
    return parcel(tx, row, reader=reader, contact=contact, session=session)


def _gone(row, reader, session, known: _Known, now: datetime) -> str | None:
    told = {"kind": row["kind"], "sequence": row["sequence"], "useless_after": row["useless_after"]}
    if session is not None:
        if session.is_live and session.match_id in known.over:
            return "match_ended"
        return why_not(**told, session=session, reader=reader, now=now)
    if reader.is_stopped:
        return reader.state
    if row["offer_id"] not in known.open_offers:
        return "offer_closed"
    return "too_late" if now >= row["useless_after"] else None


def _quiet_until(row, reader, session, now: datetime) -> datetime | None:
    """Held up until it became night. A reminder never breaks the quiet: if the morning is too late, it is left out."""
    if row["kind"] not in CAN_WAIT or reader.quiet_hours is None:
        return None
    later = reader.quiet_hours.first_moment_after(now, reader.zone(session.time_zone if session else "UTC"))
    is_in_time = later < row["useless_after"] or row["kind"] == "reminder"
    return later if later > now and is_in_time else None
