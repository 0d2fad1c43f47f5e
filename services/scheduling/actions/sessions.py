"""What can be done with a session. Called by the API and by event handlers alike."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.scheduling.actions.access import own_match, own_session, person_to_narrow_to
from services.scheduling.actions.asking import (
    accept_session,
    may_answer,
    refuse_unless_staff,
    state_at_first,
    write_down,
)
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.cover_ending import not_needed
from services.scheduling.actions.engaging import alone_with_match, engage, refuse_if_over
from services.scheduling.actions.freed_times import time_is_free
from services.scheduling.actions.holds import use_hold
from services.scheduling.actions.openings import Wish, require_open, require_span
from services.scheduling.actions.organisation import customs_of
from services.scheduling.actions.showing import show_session, shown_ahead
from services.scheduling.actions.telling import tell_session
from services.scheduling.domain import session as rules
from services.scheduling.domain.openings import Opening
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import Session
from services.scheduling.domain.windows import place_at
from services.scheduling.store import engagements, heard, sessions
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id

Shown = dict[str, Any]


def book_session(
    tx: Transaction,
    *,
    match_id: str,
    starts_at: datetime,
    minutes: int | None = None,
    modality: str | None = None,
    hold_id: str | None = None,
    series_id: str | None = None,
    anyway: str | None = None,
    only_if_none_ahead: bool = False,
) -> Shown:
    """`anyway` is why hours, notice and limits do not hold this once: staff may say so, and it is written down."""
    refuse_unless_staff(tx, anyway)
    pair = alone_with_match(tx, match_id)
    length = minutes or pair.minutes
    refuse_if_over(tx, pair, starts_at)
    if only_if_none_ahead and sessions.ahead_of_match(tx, match_id):
        raise Conflict("These two have a time already.", code="one_ahead")
    use_hold(tx, hold_id, match_id=match_id, starts_at=starts_at, minutes=length)
    agreed = {"as_agreed": series_id is not None, "anyway": anyway is not None}
    opening, diary = require_open(tx, Wish(pair, starts_at, length, modality, **agreed))
    how: Shown = {"modality": modality or _way(pair, opening), "time_zone": diary.hours.zone_at(opening.start)}
    how |= {"place_id": place_at(diary.hours, opening.start), "first": sessions.is_first(tx, match_id)}
    how |= {"series_id": series_id} | dict.fromkeys(("state", "planned"), state_at_first(tx, pair))
    booked = rules.book(new_id(), pair, starts_at=starts_at, minutes=length, now=tx.now, **how)
    sessions.add(tx, booked)
    engage(tx, booked.id, pair, booked.starts_at, booked.ends_at, diary.hours.rules, kind="session")
    write_down(tx, anyway, pair)
    return _done(tx, "session.requested" if booked.state == "pending" else "session.booked", booked)


def confirm_session(tx: Transaction, session_id: str) -> Shown:
    """Said twice, it was said once."""
    session = own_session(tx, session_id)
    if session.state == "pending" and tx.actor.role != "service" and may_answer(tx, session):
        return accept_session(tx, session_id)
    confirmed = session.confirm(tx.now)
    if confirmed is not session:
        sessions.keep(tx, confirmed)
        tell_session(tx, "session.confirmed", confirmed)
    return shown_ahead(confirmed)


def cancel_session(tx: Transaction, session_id: str, *, reason: str | None = None) -> Shown:
    engagements.alone_with(tx, own_session(tx, session_id).people)
    session = own_session(tx, session_id)
    cancelled = _cancel(tx, session, reason or _side_of(tx, session))
    mark_bookable(tx, cancelled.people)
    return shown_ahead(cancelled)


def move_session(
    tx: Transaction, session_id: str, *, starts_at: datetime, minutes: int | None = None, anyway: str | None = None
) -> Shown:
    """The same session at another time. It never stands in its own way, and nobody is left without one."""
    refuse_unless_staff(tx, anyway)
    before = own_session(tx, session_id)
    engagements.alone_with(tx, _all_of(tx, before))
    pair = alone_with_match(tx, before.match_id)
    session = own_session(tx, session_id)
    length = minutes or session.minutes
    how: Shown = {"short": customs_of(tx).short_notice, "state": state_at_first(tx, pair)}
    moved = session.move(tx.now, starts_at=starts_at, minutes=length, **how)
    refuse_if_over(tx, pair, starts_at)
    use_hold(tx, None, match_id=session.match_id, starts_at=starts_at, minutes=length)
    agreed = {"as_agreed": session.series_id is not None and not anyway, "anyway": anyway is not None}
    wish = Wish(pair, starts_at, length, session.modality, session.id, **agreed)
    opening, diary = require_open(tx, wish)
    moved = moved.at(place_at(diary.hours, opening.start), diary.hours.zone_at(opening.start))
    moved = moved.with_own_coach(pair.coach_id)
    sessions.keep(tx, moved)
    _is_off(tx, session, "coach" if _side_of(tx, session) == "coach" else "member")
    engagements.release(tx, moved.id)
    engage(tx, moved.id, pair, moved.starts_at, moved.ends_at, diary.hours.rules, kind="session")
    mark_bookable(tx, {session.coach_id} - set(moved.people))
    write_down(tx, anyway, pair)
    return _done(tx, "session.moved", moved)


def cancel_what_lies_ahead(tx: Transaction, found: Iterable[Session], *, reason: str, also: Iterable[str] = ()) -> None:
    """All at once, for a reason that is nobody's fault. `also` are people whose openings change by it."""
    ahead = list(found)
    people = {person for session in ahead for person in session.people}.union(also)
    engagements.alone_with(tx, people)
    for session in ahead:
        _cancel(tx, session, reason)
    mark_bookable(tx, people)


def session_seen(rx: Reading, session_id: str) -> Shown:
    return shown(rx, own_session(rx, session_id))


def sessions_seen(
    rx: Reading, *, cursor: str | None, limit: int, match_id: str | None = None, **asked: Any
) -> tuple[list[Shown], str | None]:
    if match_id:
        own_match(rx, match_id)
    if asked["first"] and asked["last"]:
        require_span(asked["first"], asked["last"])
    who = person_to_narrow_to(rx.actor)
    found, following = sessions.page(rx, person=who, after=cursor, limit=limit, match_id=match_id, **asked)
    said = sessions.sides(rx, [session.id for session in found])
    return [show_session(session, said[session.id]) for session in found], following


def shown(rx: Reading, session: Session) -> Shown:
    return show_session(session, sessions.sides(rx, [session.id])[session.id])


def _cancel(tx: Transaction, session: Session, reason: str) -> Session:
    cancelled = session.cancel(tx.now, reason=reason, short=customs_of(tx).short_notice)
    sessions.keep(tx, cancelled)
    engagements.release(tx, cancelled.id)
    tell_session(tx, "session.cancelled", cancelled)
    _is_off(tx, session, reason)
    return cancelled


def _is_off(tx: Transaction, session: Session, reason: str) -> None:
    """At that time: it may be offered to somebody else, and no colleague is needed for it."""
    time_is_free(tx, session, reason=reason)
    not_needed(tx, session.id)


def _all_of(rx: Reading, session: Session) -> set[str]:
    """Also the coach for whom a colleague stands in: a move goes back to them."""
    pair = heard.match(rx, session.match_id) if session.match_id else None
    return {*session.people, *(pair.people if pair else ())}


def _done(tx: Transaction, type: str, session: Session) -> Shown:
    tell_session(tx, type, session)
    mark_bookable(tx, session.people)
    return shown_ahead(session)


def _way(pair: Parties, opening: Opening) -> str:
    """The way these two agreed on, where the coach offers it then."""
    return next((way for way in pair.modalities if way in opening.modalities), opening.modalities[0])


def _side_of(tx: Transaction, session: Session) -> str:
    sides = {session.member_id: "member", session.coach_id: "coach"}
    return sides.get(tx.actor.person, "us")
