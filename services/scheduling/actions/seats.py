"""A seat in a group: taken by the person, by who leads it or by staff, and given up without a reason.

Whoever has a seat is engaged at that time like in any session: nobody is in two places.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import own_session, own_to_seat
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.cover_ending import not_needed
from services.scheduling.actions.diaries import engaged_then, not_in_time
from services.scheduling.actions.engaging import coachs_time, rules_of
from services.scheduling.actions.groups import group_of, group_seen
from services.scheduling.actions.openings import ON_THE_WAY
from services.scheduling.actions.showing import shown_ahead
from services.scheduling.actions.telling import tell_session
from services.scheduling.domain.group import Group, Seat, seats_left
from services.scheduling.domain.instants import seconds
from services.scheduling.domain.session import Session
from services.scheduling.store import engagements, heard, sessions
from services.scheduling.store import groups as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.times import rfc3339

Shown = dict[str, Any]
WORDS = {"taken": "There is something else at that time.", "full": "There is no seat left."}


def take_seat(
    tx: Transaction,
    group_id: str,
    *,
    member_id: str,
    taking_part: str,
    session_id: str | None = None,
    first: datetime | None = None,
    last: datetime | None = None,
) -> Shown:
    """In one meeting, or in all that lie ahead; taken again, it is taken otherwise. What cannot be is told."""
    group, ahead = _alone_with(tx, group_id, member_id, session_id)
    taken: list[str] = []
    skipped: list[Shown] = []
    for session in ahead:
        wish = _wish(group, session, member_id, taking_part, first, last)
        if why := _why_not(tx, group, wish):
            skipped.append({"session_id": session.id, "starts_at": session.starts_at, "reason": why})
        else:
            _sit_down(tx, session, wish)
            taken.append(session.id)
    if not taken:
        raise _refusal(skipped)
    mark_bookable(tx, [member_id])
    return group_seen(tx, group_id) | {"taken": taken, "skipped": skipped}


def give_up_seat(tx: Transaction, group_id: str, member_id: str, *, session_id: str | None = None) -> Shown:
    """Said twice, it was said once."""
    group, ahead = _alone_with(tx, group_id, member_id, session_id)
    for session in ahead:
        _stand_up(tx, session, member_id)
    mark_bookable(tx, [member_id])
    return group_seen(tx, group.id)


def give_up_all(tx: Transaction, member_id: str) -> None:
    """Who is gone leaves their seats to others."""
    held = store.seats_ahead_of(tx, member_id)
    for group_id in sorted({seat.group_id for seat in held}):
        tx.queue_for(f"group {group_id}")
    engagements.alone_with(tx, [member_id])
    for seat in held:
        if session := sessions.find(tx, seat.session_id):
            _stand_up(tx, session, member_id)


def confirm_seat(tx: Transaction, session: Session, member_id: str) -> Shown:
    """The meeting stands anyway; who leads it sees who said that they are coming."""
    session.lies_ahead(tx.now)
    seat = _seat_in(tx, session, member_id)
    if seat:
        store.keep_seat(tx, replace(seat, confirmed=True))
    return shown_ahead(session)


def leave_meeting(tx: Transaction, session: Session, member_id: str) -> Shown:
    """I can't come to this one."""
    session.lies_ahead(tx.now)
    give_up_seat(tx, session.group_id or "", member_id, session_id=session.id)
    return shown_ahead(session)


def move_meeting(tx: Transaction, session_id: str, *, starts_at: datetime, minutes: int | None = None) -> Shown:
    """With everybody who has a seat. If somebody is elsewhere then, it stays where it is."""
    session = own_session(tx, session_id)
    tx.queue_for(f"group {session.group_id}")
    seats = store.seats_of(tx, [session_id])[session_id]
    people = [session.coach_id, *(seat.member_id for seat in seats)]
    engagements.alone_with(tx, people)
    engagements.release_expired(tx, people)
    session = own_session(tx, session_id)
    length = timedelta(minutes=minutes or session.minutes)
    moved = session.move(tx.now, starts_at=starts_at, minutes=minutes or session.minutes)
    _refuse_if_past_or_taken(tx, session, people, starts_at, starts_at + length)
    engagements.release(tx, session.id)
    sessions.keep(tx, moved)
    not_needed(tx, session.id)
    _engage_again(tx, moved, [replace(seat, starts_at=starts_at, ends_at=moved.ends_at) for seat in seats])
    tell_session(tx, "session.moved", moved)
    mark_bookable(tx, people)
    return shown_ahead(moved)


def _alone_with(tx: Transaction, group_id: str, member_id: str, session_id: str | None) -> tuple[Group, list[Session]]:
    group = group_of(tx, group_id)
    own_to_seat(tx, group.coach_id, member_id)
    tx.queue_for(f"group {group_id}")
    engagements.alone_with(tx, [member_id])
    engagements.release_expired(tx, [member_id])
    ahead = store.meetings_ahead(tx, [group_id])
    if session_id and session_id not in {each.id for each in ahead}:
        raise NotFound("This group does not meet then.")
    if not ahead:
        raise Conflict("This group does not meet any more.", code="ended")
    return group, [each for each in ahead if session_id in (None, each.id)]


def _wish(
    group: Group, session: Session, member_id: str, taking_part: str, first: datetime | None, last: datetime | None
) -> Seat:
    begin, end = first or session.starts_at, last or session.ends_at
    if not session.starts_at <= begin < end <= session.ends_at:
        raise Invalid("Some fields need another look.", errors={"from": ["The group does not meet all of that time."]})
    who = {"session_id": session.id, "group_id": group.id, "member_id": member_id}
    return Seat(**who, taking_part=taking_part, starts_at=begin, ends_at=end)


def _why_not(tx: Transaction, group: Group, wish: Seat) -> str | None:
    """Who is kept apart from somebody there hears what they would hear of a full group."""
    begin, end = wish.span
    others = [seat for seat in store.seats_of(tx, [wish.session_id])[wish.session_id] if not _same(seat, wish)]
    if heard.gone(tx, [wish.member_id]):
        return "full"
    if wish.member_id == group.coach_id or engaged_then(tx, wish.member_id, begin, end, wish.session_id):
        return "taken"
    around = [group.coach_id, *(seat.member_id for seat in others)]
    if heard.kept_apart(tx, wish.member_id, around) or not seats_left(group, others, wish.taking_part, wish.span):
        return "full"
    return None


def _sit_down(tx: Transaction, session: Session, seat: Seat) -> None:
    engagements.release_one(tx, session.id, seat.member_id)
    engagements.engage(tx, [_members_time(session, seat)])
    store.keep_seat(tx, seat)
    _tell(tx, session)


def _stand_up(tx: Transaction, session: Session, member_id: str) -> None:
    if seat := _seat_in(tx, session, member_id):
        engagements.release_one(tx, session.id, member_id)
        store.forget_seat(tx, seat)
        _tell(tx, session)


def _seat_in(rx: Reading, session: Session, member_id: str) -> Seat | None:
    seats = store.seats_of(rx, [session.id])[session.id]
    return next((seat for seat in seats if seat.member_id == member_id), None)


def _tell(tx: Transaction, session: Session) -> None:
    """The meeting as it stands now, with whoever has a seat."""
    changed = session.with_other_people()
    sessions.keep(tx, changed)
    tell_session(tx, f"session.{changed.state}", changed)


def _refuse_if_past_or_taken(
    tx: Transaction, session: Session, people: Sequence[str], starts_at: datetime, ends_at: datetime
) -> None:
    if starts_at < tx.now:
        raise Conflict("That time has passed.", code="past")
    before, after = rules_of(tx, session.coach_id).buffers
    begin, end = seconds(starts_at), seconds(ends_at)
    spans = [(person, begin, end) for person in people[1:]] + [(people[0], begin - before, end + after)]
    if any(engaged_then(tx, *span, session.id) for span in spans):
        raise Conflict("Somebody of this group has something else then.", code="taken", nearest=[])
    if not_in_time(tx, [session.coach_id], starts_at, ends_at, place_id=session.goes_to, without=session.id):
        raise Conflict(ON_THE_WAY, code="on_the_way", nearest=[])


def _engage_again(tx: Transaction, session: Session, seats: Sequence[Seat]) -> None:
    theirs = rules_of(tx, session.coach_id)
    span = session.starts_at, session.ends_at
    leader = coachs_time(session.id, session.coach_id, *span, theirs, kind="group")
    engagements.engage(tx, [leader, *(_members_time(session, seat) for seat in seats)])
    for seat in seats:
        store.keep_seat(tx, replace(seat, confirmed=False))


def _members_time(session: Session, seat: Seat) -> Shown:
    when = {"meets_at": seat.starts_at, "starts_at": seat.starts_at, "ends_at": seat.ends_at, "expires_at": None}
    return {"session_id": session.id, "person_id": seat.member_id, "kind": "seat", "part": "member"} | when


def _same(one: Seat, other: Seat) -> bool:
    return one.member_id == other.member_id


def _refusal(skipped: list[Shown]) -> Conflict:
    code = skipped[0]["reason"]
    as_text = [each | {"starts_at": rfc3339(each["starts_at"])} for each in skipped]
    return Conflict(WORDS[code], code=code, skipped=as_text, nearest=[])
