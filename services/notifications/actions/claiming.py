"""Take what is due into hand; ask once more, in the same transaction, whether it should still be said, and where."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.notifications.actions.calling import put_on_call_list
from services.notifications.actions.composing import House, Parcel, parcel
from services.notifications.actions.details import details
from services.notifications.domain.answering import ANSWERS, STOP_ANSWERS
from services.notifications.domain.few import A_WEEK, UNREQUESTED, is_too_much, tomorrow
from services.notifications.domain.message import why_not
from services.notifications.domain.ways import (
    Point,
    best_way,
    is_theirs_alone,
    place_of_our_own,
    why_no_way,
    why_unusable,
)
from services.notifications.store import (
    causes,
    contact_points,
    hand_over,
    links,
    messages,
    opt_outs,
    organisations,
    people,
    sessions,
    wordings,
)
from services.notifications.wording.templates import PLAIN

NOT_WHILE_AWAY = frozenset({"reminder", "still_waiting", "time_offered"})
"""To whoever is in a hospital, in custody, or asked for space: their telephone may be in other hands."""
NOT_WORTH_A_CALL = frozenset({"milestone", "still_waiting"})
"""They asked for a word, and not to be rung."""
TIMES_OFFERED = frozenset({"time_offered", "cover_offered"})
LEASE = timedelta(seconds=90)  # longer than one message can take, the slowest server included
BATCH = 250
CAN_WAIT = (
    frozenset({"reminder", "offer", "chaser", "asked", "outreach", "outreach_cover", "still_waiting"})
    | TIMES_OFFERED
    | UNREQUESTED
)


def claim(tx, *, sender: str, real: datetime, channel: str = "email", limit: int = BATCH) -> tuple[list[Parcel], int]:
    """What may go out now by this channel, and how many messages were looked at."""
    rows = hand_over.claim(tx, sender=sender, channel=channel, real=real, lease=LEASE, limit=limit)
    known = _Known(tx, rows)
    ready = [parcel for row in rows if (parcel := _checked(tx, row, known, sender))]
    links.keep(tx, known.links)
    return ready, len(rows)


class _Known:
    """What the whole batch is checked against, read at once."""

    def __init__(self, rx, rows: Sequence) -> None:
        self.now = rx.now
        person_ids = {row["person_id"] for row in rows}
        self.readers = people.readers(rx, person_ids)
        self.points = contact_points.points_of(rx, person_ids)
        marks = {point["mark"] for points in self.points.values() for point in points}
        self.stopped, self.several = opt_outs.among(rx, marks), contact_points.of_several(rx, marks)
        self.sessions = sessions.found(rx, {row["session_id"] for row in rows if row["session_id"]})
        self.over = sessions.over_among(rx, {s.match_id for s in self.sessions.values() if s.match_id})
        told = {s.match_id for s in self.sessions.values()} | {row["cause_id"] for row in rows}
        self.active = sessions.active_among(rx, told - {None}) if rows else set()
        self.open_offers = sessions.open_among(rx, {row["offer_id"] for row in rows if row["offer_id"]})
        self.causes = causes.found(rx, {row["cause_id"] for row in rows if row["cause_id"]})
        self.without_support = causes.without_support(rx, person_ids) if rows else set()
        kinds = {row["kind"] for row in rows}
        said = kinds | {PLAIN[kind] for kind in kinds & PLAIN.keys()}
        self.house = House(organisations.customs(rx), wordings.own(rx, said)) if rows else None
        self.said = _said_lately(rx, person_ids) if kinds & UNREQUESTED else {}
        self.links: list[dict[str, Any]] = []
        rx.keys_for(sorted(person_ids))


def _said_lately(rx, person_ids) -> dict[str, list[tuple[datetime, str | None]]]:
    """When each of them heard something they had not asked for, and of which session."""
    said: dict[str, list[tuple[datetime, str | None]]] = {id: [] for id in person_ids}
    for row in messages.said_lately(rx, person_ids, UNREQUESTED, since=rx.now - A_WEEK):
        said[row["person_id"]].append((row["handed_over_at"] or row["due_at"], row["session_id"]))
    return said


def _checked(tx, row, known: _Known, sender: str) -> Parcel | None:
    reader, session = known.readers[row["person_id"]], known.sessions.get(row["session_id"])
    if reason := _gone(row, reader, session, known, tx.now):
        messages.drop(tx, [row["id"]], reason=reason)
        return None
    if later := _quiet_until(row, reader, session, tx.now):
        hand_over.let_go(tx, [row["id"]], sender=sender, due_at=later, reason="quiet_hours")
        return None
    if _is_too_much(row, reader, known, tx.now):
        _leave_for_later(tx, row, reader, sender)
        return None
    if (point := _where(row, reader, known)) is None:
        _nowhere(tx, row, reader, session, known, sender)
        return None
    if point["kind"] != row["channel"]:
        hand_over.let_go(tx, [row["id"]], sender=sender, channel=point["kind"])
        return None
    return _parcel(tx, row, reader, point, session, known)


def _parcel(tx, row, reader, point, session, known: "_Known") -> Parcel | None:
    more = details(tx, row, reader)
    if more is None:
        messages.drop(tx, [row["id"]], reason="nothing_to_say")
        return None
    if row["kind"] in UNREQUESTED and known.said:
        known.said[row["person_id"]].append((tx.now, row["session_id"]))
    cause = known.causes.get(row["cause_id"])
    speaks_of = cause["at"] if cause and row["kind"] in TIMES_OFFERED else None
    told = {"session": session, "house": known.house, "more": more, "speaks_of": speaks_of, "kept": known.links}
    told |= {"alone": is_theirs_alone(point, known.several) and not reader.is_away, "active": known.active}
    return parcel(tx, row, reader=reader, contact=contact_points.opened(tx, point), **told)


def _is_too_much(row, reader, known: "_Known", now: datetime) -> bool:
    """Reminders that somebody chose, and the two of one first session, are not held against each other."""
    if row["kind"] not in UNREQUESTED or (row["kind"] == "reminder" and reader.reminders is not None):
        return False
    customs = known.house.customs
    limits = {"a_day": customs.a_day, "a_week": customs.a_week}
    said = [at for at, about in known.said[row["person_id"]] if about is None or about != row["session_id"]]
    return is_too_much(said, now, reader.zone(), **limits)


def _leave_for_later(tx, row, reader, sender: str) -> None:
    later = tomorrow(tx.now, reader.zone())
    later = reader.quiet_hours.first_moment_after(later, reader.zone()) if reader.quiet_hours else later
    if row["kind"] == "reminder" or later >= row["useless_after"]:
        messages.drop(tx, [row["id"]], reason="enough_for_now")
    else:
        hand_over.let_go(tx, [row["id"]], sender=sender, due_at=later, reason="enough_for_now")


def _gone(row, reader, session, known: _Known, now: datetime) -> str | None:
    told = {"kind": row["kind"], "sequence": row["sequence"], "useless_after": row["useless_after"]}
    if row["person_id"] in known.without_support and row["kind"] not in ANSWERS:
        return "consent_revoked"
    if row["kind"] in NOT_WHILE_AWAY and reader.is_away:
        return "paused"
    if row["kind"] in ANSWERS or session is None:
        if reader.is_stopped:
            return reader.state
        if row["offer_id"] and row["offer_id"] not in known.open_offers:
            return "offer_closed"
        if row["cause_id"] and known.causes.get(row["cause_id"], {}).get("state") != "open":
            return "no_longer_so"
        return "too_late" if now >= row["useless_after"] else None
    if session.is_live and session.match_id in known.over:
        return "match_ended"
    return why_not(**told, session=session, reader=reader, now=now)


def _quiet_until(row, reader, session, now: datetime) -> datetime | None:
    """Held up until it became night. A reminder never breaks the quiet: if the morning is too late, it is left out."""
    if row["kind"] not in CAN_WAIT or reader.quiet_hours is None:
        return None
    later = reader.quiet_hours.first_moment_after(now, reader.zone(session.time_zone if session else "UTC"))
    is_in_time = later < row["useless_after"] or row["kind"] == "reminder"
    return later if later > now and is_in_time else None


def _where(row, reader, known: _Known) -> Point | None:
    """An answer goes to where it was asked, and nowhere else."""
    points = known.points[row["person_id"]]
    if known.house.customs.rehearsal and known.house.customs.rehearsal_email:
        return place_of_our_own("email", known.house.customs.rehearsal_email)
    if row["kind"] not in ANSWERS:
        return best_way(points, reader=reader, kind=row["kind"], stopped=known.stopped, now=known.now)
    asked = next((point for point in points if point["id"] == row["contact_point_id"]), None)
    if asked is None or row["kind"] in STOP_ANSWERS:
        return asked
    return asked if why_unusable(asked, "other", known.stopped) in (None, "no_consent", "shared") else None


def _nowhere(tx, row, reader, session, known: _Known, sender: str) -> None:
    """No machine can say it. It waits, in case a way is found in time; meanwhile a person is asked to ring."""
    if row["kind"] in ANSWERS:
        messages.drop(tx, [row["id"]], reason="no_address")
        return
    points = known.points[row["person_id"]]
    reason = why_no_way(points, reader=reader, kind=row["kind"], stopped=known.stopped)
    hand_over.let_go(tx, [row["id"]], sender=sender, state="no_channel", reason=reason)
    if "in_app" not in reader.channels and row["kind"] not in NOT_WORTH_A_CALL:
        put_on_call_list(tx, row["person_id"], why="no_way", session=session)
