"""A coach who is away offers a session, or all of a day, to colleagues. Whoever claims it first has it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.scheduling.actions.access import everybody_in, may_answer_for, own_coach, own_session, person_to_narrow_to
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.cover_ending import tell_cover, withdraw
from services.scheduling.actions.diaries import engaged_then, not_in_time
from services.scheduling.actions.engaging import coachs_time, rules_of
from services.scheduling.actions.openings import require_span
from services.scheduling.actions.telling import AS_TOLD, tell_session
from services.scheduling.domain.cover import Cover
from services.scheduling.domain.instants import seconds
from services.scheduling.domain.session import Session
from services.scheduling.store import covers as store
from services.scheduling.store import engagements, heard, hours, sessions
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id

Shown = dict[str, Any]
MOST = 200
HOW = ("modality", "place_id", "time_zone")
ONE = "We have nothing to cover of that kind."
NOT_IN_TIME = "You would be on the way from one place to another then."
NOBODY = "There is nobody who could be asked."


def offer_cover(tx: Transaction, session_id: str, *, colleague_ids: Sequence[str] | None = None) -> Shown:
    """To those named, or to everybody. The answer says who was told, and who could not be, and why."""
    session = own_session(tx, session_id)
    may_answer_for(tx, (session.coach_id,), "We have no such session.")
    engagements.alone_with(tx, session.people)
    session = own_session(tx, session_id)
    session.lies_ahead(tx.now)
    if store.open_of_session(tx, session_id):
        raise Conflict("Colleagues are asked already. It can be taken back, and asked again.", code="offered")
    asked = _why_not_each(tx, session, _colleagues(tx, session, colleague_ids))
    if all(asked.values()):
        not_told = [{"coach_id": id, "reason": why} for id, why in asked.items()]
        raise Conflict(NOBODY, code="nobody", not_told=not_told)
    return _offered(tx, session, asked)


def offer_day(
    tx: Transaction, coach_id: str, *, first: datetime, last: datetime, colleague_ids: Sequence[str] | None = None
) -> Shown:
    """All that the coach has between two instants; what nobody can be asked about is told, and stays theirs."""
    own_coach(tx, coach_id)
    require_span(first, last)
    ahead = [each for each in sessions.ahead_of_coach(tx, coach_id) if first <= each.starts_at < last]
    engagements.alone_with(tx, {person for each in ahead for person in each.people})
    offered: list[Shown] = []
    left: list[Shown] = []
    for session in ahead:
        try:
            offered.append(offer_cover(tx, session.id, colleague_ids=colleague_ids))
        except Conflict as refusal:
            left.append({"session_id": session.id, "reason": refusal.code})
    if not offered:
        raise Conflict(NOBODY, code="nobody", not_offered=left)
    return {"items": offered, "not_offered": left, "next": None}


def claim_cover(tx: Transaction, id: str, *, coach_id: str | None = None) -> Shown:
    """The session is theirs from this moment: it and their time change hands together, or nothing does."""
    claimer = coach_id or tx.actor.person
    cover = _alone_with(tx, id, claimer)
    may_answer_for(tx, (claimer,), ONE)
    if store.asked(tx, [id])[id].get(claimer, "not asked") is not None:
        raise NotFound(ONE)
    claimed = cover.claim(claimer)
    session = sessions.find(tx, cover.session_id)
    if session is None:
        raise NotFound(ONE)
    session.lies_ahead(tx.now)
    if why := _why_not_each(tx, session, [claimer])[claimer]:
        raise _cannot(why)
    store.keep(tx, claimed)
    _hand_over(tx, session, claimer)
    tell_cover(tx, "cover.claimed", claimed)
    return _show(tx, claimed)


def take_cover_back(tx: Transaction, id: str) -> Shown:
    cover = _own_cover(tx, id)
    may_answer_for(tx, (cover.coach_id,), ONE)
    cover = _alone_with(tx, id, cover.coach_id)
    return _show(tx, withdraw(tx, cover))


def covers_seen(
    rx: Reading, *, cursor: str | None, limit: int, state: str | None = None
) -> tuple[list[Shown], str | None]:
    """What one was told of, and what one offered; staff see all."""
    found, following = store.page(rx, person=person_to_narrow_to(rx.actor), after=cursor, limit=limit, state=state)
    return [_show(rx, cover) for cover in found], following


def cover_seen(rx: Reading, id: str) -> Shown:
    return _show(rx, _own_cover(rx, id))


def _colleagues(rx: Reading, session: Session, named: Sequence[str] | None) -> list[str]:
    """Everybody who has hours here, unless some are named."""
    own = {session.coach_id, session.member_id}
    return list(dict.fromkeys(named)) if named else [id for id in hours.everybody(rx) if id not in own][:MOST]


def _why_not_each(rx: Reading, session: Session, coach_ids: Sequence[str]) -> dict[str, str | None]:
    """`None` for who could do it."""
    each = {id: _why_not(rx, session, id) for id in coach_ids}
    span, free = (session.starts_at, session.ends_at), [id for id, why in each.items() if why is None]
    late = not_in_time(rx, free, *span, place_id=session.goes_to, without=session.id)
    return each | dict.fromkeys(late, "on_the_way")


def _why_not(rx: Reading, session: Session, coach_id: str) -> str | None:
    """Who is gone, unknown or kept apart is not here for this, and nobody hears which."""
    inside = everybody_in(rx, session)
    known = hours.find(rx, coach_id) or heard.is_known(rx, coach_id)
    if not known or coach_id in inside or heard.gone(rx, [coach_id]):
        return "not_here"
    others = [person for person in inside if person != session.coach_id]
    if any(heard.kept_apart(rx, person, [coach_id]) for person in others):
        return "not_here"
    before, after = rules_of(rx, coach_id).buffers
    begin, end = seconds(session.starts_at) - before, seconds(session.ends_at) + after
    return "elsewhere" if engaged_then(rx, coach_id, begin, end, session.id) else None


def _offered(tx: Transaction, session: Session, asked: dict[str, str | None]) -> Shown:
    when = {"starts_at": session.starts_at, "ends_at": session.ends_at, "offered_at": tx.now}
    cover = Cover(id=new_id(), session_id=session.id, coach_id=session.coach_id, **when)
    store.add(tx, cover, asked=asked)
    tell_cover(tx, "cover.offered", cover)
    return _show(tx, cover)


def _alone_with(tx: Transaction, id: str, coach_id: str) -> Cover:
    cover = _own_cover(tx, id)
    session = sessions.find(tx, cover.session_id)
    people = [*(everybody_in(tx, session) if session else ()), cover.coach_id, coach_id]
    engagements.alone_with(tx, people)
    engagements.release_expired(tx, people)
    return _own_cover(tx, id)


def _hand_over(tx: Transaction, session: Session, claimer: str) -> None:
    covered = session.covered_by(claimer)
    engagements.release_one(tx, session.id, session.coach_id)
    span = session.starts_at, session.ends_at
    kind = "group" if session.group_id else "session"
    engagements.engage(tx, [coachs_time(session.id, claimer, *span, rules_of(tx, claimer), kind=kind)])
    sessions.keep(tx, covered)
    tell_session(tx, f"session.{AS_TOLD.get(covered.state, covered.state)}", covered)
    mark_bookable(tx, [session.coach_id, claimer])


def _own_cover(rx: Reading, id: str) -> Cover:
    """For whoever was told, whoever offered it, and staff."""
    cover = store.find(rx, id)
    if cover is None:
        raise NotFound(ONE)
    told = [coach for coach, why in store.asked(rx, [id])[id].items() if why is None]
    may_answer_for(rx, (cover.coach_id, *told), ONE)
    return cover


def _cannot(why: str) -> Conflict:
    if why == "elsewhere":
        return Conflict("You have something else at that time.", code="taken", nearest=[])
    if why == "on_the_way":
        return Conflict(NOT_IN_TIME, code=why, nearest=[])
    return Conflict("This is not needed any more.", code="closed")


def _show(rx: Reading, cover: Cover) -> Shown:
    """Before it is claimed, a time and a way to meet: with whom, only who claims it needs to know."""
    session = sessions.find(rx, cover.session_id)
    shown = vars(cover) | {name: getattr(session, name) for name in HOW if session}
    if not _asks(rx, cover):
        return shown
    asked = store.asked(rx, [cover.id])[cover.id]
    told = [id for id, why in asked.items() if why is None]
    return shown | {"told": told, "not_told": [{"coach_id": id, "reason": why} for id, why in asked.items() if why]}


def _asks(rx: Reading, cover: Cover) -> bool:
    return rx.actor.is_staff or rx.actor.is_among([cover.coach_id])
