"""Circles: set up by who leads them or by staff, once or every week. Each meeting is a session like any other."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import leads, own_coach
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.diaries import diary_of, engaged_then, not_in_time
from services.scheduling.actions.engaging import coachs_time, rules_of
from services.scheduling.actions.openings import ON_THE_WAY
from services.scheduling.actions.openings import show as show_opening
from services.scheduling.actions.places import require_listed
from services.scheduling.actions.sessions import cancel_what_lies_ahead
from services.scheduling.actions.telling import tell_session
from services.scheduling.actions.working_days import zone_of
from services.scheduling.domain.group import Group, Seat, place_has_room, seats_left
from services.scheduling.domain.instants import seconds, seconds_up
from services.scheduling.domain.openings import openings
from services.scheduling.domain.session import AT_A_PLACE, Session
from services.scheduling.domain.wallclock import DAY
from services.scheduling.store import engagements, heard, hours, sessions
from services.scheduling.store import groups as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339

Shown = dict[str, Any]
NEAREST = 3
ONE = "We have no such group."
WORDS = {
    "past": "That time has passed.",
    "taken": "That time is already taken.",
    "no_room": "There is no room left in that place then.",
    "on_the_way": ON_THE_WAY,
    "gap": "The clock never shows that time.",
}


def open_group(
    tx: Transaction, *, coach_id: str, starts_at: datetime, minutes: int, time_zone: str | None = None, **how: Any
) -> Shown:
    """What cannot be is told with the reason, and the rest stands; nothing at all is refused."""
    own_coach(tx, coach_id)
    if not (heard.is_known(tx, coach_id) or hours.find(tx, coach_id)):
        raise NotFound("We have no such coach.")
    require_listed(tx, {"place_id": how.get("place_id")})
    zone = time_zone or zone_of(tx, coach_id, coach_id)
    when: Shown = {"starts_at": starts_at, "minutes": minutes, "time_zone": zone}
    group = Group(**({name: None for name in MAY_LACK} | how | when), id=new_id(), coach_id=coach_id)
    _alone_with_leader(tx, group)
    booked, skipped = _meet(tx, group)
    if not booked:
        raise _refusal(tx, group, skipped)
    store.add(tx, group)
    mark_bookable(tx, [coach_id])
    return show(tx, [group])[0] | {"skipped": skipped}


MAY_LACK = ("rrule", "place_id", "at_once", "listening_seats", "title")


def groups_seen(
    rx: Reading, *, cursor: str | None, limit: int, coach_id: str | None = None
) -> tuple[list[Shown], str | None]:
    """Everybody of an organisation may know which groups there are, and none who is in them."""
    found, following = store.page(rx, coach_id=coach_id, after=cursor, limit=limit)
    return show(rx, found), following


def group_seen(rx: Reading, group_id: str) -> Shown:
    return show(rx, [group_of(rx, group_id)])[0]


def group_of(rx: Reading, group_id: str) -> Group:
    group = store.find(rx, group_id)
    if group is None:
        raise NotFound(ONE)
    return group


def meeting_of(rx: Reading, group: Group, session_id: str | None) -> Session:
    """The one that was asked for; of a group that meets once, that one."""
    session = sessions.find(rx, session_id or (_only_meeting(rx, group) or ""))
    if session is None or session.group_id != group.id:
        raise NotFound("This group does not meet then.")
    return session


def end_group(tx: Transaction, group_id: str, *, session_id: str | None = None, reason: str | None = None) -> Shown:
    """One meeting or all that lie ahead, called off; whoever had a seat is told."""
    group = group_of(tx, group_id)
    own_coach(tx, group.coach_id)
    tx.queue_for(f"group {group.id}")
    ahead = [each for each in store.meetings_ahead(tx, [group.id]) if session_id in (None, each.id)]
    if not ahead:
        raise Conflict("Nothing of this group lies ahead.", code="ended")
    seated = [seat.member_id for each in store.seats_of(tx, [one.id for one in ahead]).values() for seat in each]
    cancel_what_lies_ahead(tx, ahead, reason=reason or "us", also=seated)
    return group_seen(tx, group.id)


def show(rx: Reading, found: Sequence[Group]) -> list[Shown]:
    ahead = store.meetings_ahead(rx, [group.id for group in found])
    seats = store.seats_of(rx, [session.id for session in ahead])
    return [
        vars(group)
        | {"meetings": [_meeting(rx, group, each, seats[each.id]) for each in ahead if each.group_id == group.id]}
        for group in found
    ]


def _meeting(rx: Reading, group: Group, session: Session, seats: list[Seat]) -> Shown:
    """Who is in it, whoever leads it and staff see; everybody else how many seats are left, and their own."""
    whole = seconds(session.starts_at), seconds(session.ends_at)
    mine = next((seat.taking_part for seat in seats if seat.member_id == rx.actor.person), None)
    left = {way: seats_left(group, seats, way, whole) for way in ("speaking", "listening")}
    told = {"session_id": session.id, "starts_at": session.starts_at, "ends_at": session.ends_at}
    people = {"people": [vars(seat) for seat in seats]} if leads(rx, group.coach_id) else {}
    return told | {"state": session.state, "seats_left": left, "mine": mine} | people


def _alone_with_leader(tx: Transaction, group: Group) -> None:
    if group.place_id:
        tx.queue_for(f"place {group.place_id}")
    engagements.alone_with(tx, [group.coach_id])
    engagements.release_expired(tx, [group.coach_id])
    if heard.gone(tx, [group.coach_id]):
        raise Conflict("This coach meets nobody any more.", code="ended")


def _meet(tx: Transaction, group: Group) -> tuple[list[Session], list[Shown]]:
    starts, gaps = group.times()
    skipped = [_skipped(group, group.closes(wall), "gap", wall) for wall in gaps]
    booked: list[Session] = []
    for start in starts:
        if why := _why_not(tx, group, start):
            skipped.append(_skipped(group, start, why, group.wall(start)))
        else:
            booked.append(_book(tx, group, start))
    return booked, sorted(skipped, key=lambda each: each["starts_at"])


def _why_not(tx: Transaction, group: Group, start: datetime) -> str | None:
    """Whoever leads decides when; they are never promised twice, and a place never holds more than it can."""
    if start < tx.now:
        return "past"
    end = start + timedelta(minutes=group.minutes)
    before, after = rules_of(tx, group.coach_id).buffers
    if engaged_then(tx, group.coach_id, seconds(start) - before, seconds(end) + after, None):
        return "taken"
    goes_to = group.place_id if group.modality in AT_A_PLACE else None
    if not_in_time(tx, [group.coach_id], start, end, place_id=goes_to, without=None):
        return "on_the_way"
    there = store.meetings_in(tx, group.place_id, start, end) if group.place_id and group.at_once else []
    return None if place_has_room(there, (seconds(start), seconds(end)), group.at_once) else "no_room"


def _book(tx: Transaction, group: Group, start: datetime) -> Session:
    end = start + timedelta(minutes=group.minutes)
    where = {"time_zone": group.time_zone, "modality": group.modality, "place_id": group.place_id}
    session = Session(new_id(), None, group.coach_id, None, start, end, **where, group_id=group.id)
    sessions.add(tx, session)
    theirs = rules_of(tx, group.coach_id)
    engagements.engage(tx, [coachs_time(session.id, group.coach_id, start, end, theirs, kind="group")])
    tell_session(tx, "session.booked", session)
    return session


def _refusal(rx: Reading, group: Group, skipped: list[Shown]) -> Conflict:
    as_text = [each | {"starts_at": rfc3339(each["starts_at"])} for each in skipped]
    if group.rrule or not skipped:
        return Conflict("None of these times can be.", code="none_booked", skipped=as_text)
    why = skipped[0]["reason"]
    return Conflict(WORDS[why], code=why, nearest=_nearest(rx, group))


def _nearest(rx: Reading, group: Group) -> list[Shown]:
    """When whoever leads has time, by their own hours."""
    start, now = seconds(group.starts_at), seconds_up(rx.now)
    span = {"first": max(start - 7 * DAY, now), "last": max(start, now) + 14 * DAY}
    diary = diary_of(rx, group.coach_id, **span)
    found = openings(diary, minutes=group.minutes, now=now, **span) if diary else iter(())
    near = sorted(found, key=lambda opening: abs(opening.start - start))[:NEAREST]
    return [show_opening(group.coach_id, each) for each in sorted(near, key=lambda opening: opening.start)]


def _skipped(group: Group, start: datetime, reason: str, wall: datetime) -> Shown:
    return {"starts_at": start, "local": wall.isoformat(timespec="minutes"), "reason": reason}


def _only_meeting(rx: Reading, group: Group) -> str | None:
    found = sessions.of_group(rx, group.id, limit=2)
    return found[0].id if len(found) == 1 else None
