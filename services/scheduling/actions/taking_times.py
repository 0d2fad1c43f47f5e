"""Yes to a time that came free, or no thanks; both cost nothing."""

from typing import Any

from services.scheduling.actions.access import may_answer_for, own_session, person_to_narrow_to
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.freed_times import lapse, tell_time
from services.scheduling.actions.sessions import book_session, move_session
from services.scheduling.domain.freed import TimeOffer
from services.scheduling.store import engagements
from services.scheduling.store import freed as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Invalid, NotFound

Shown = dict[str, Any]
ONE = "We have no such time."


def take_time(tx: Transaction, id: str, *, instead_of: str | None = None) -> Shown:
    """It is booked, or what was booked for later is moved there. A late yes is a yes while nobody else has it."""
    offer = _alone_with(tx, id)
    if offer.state == "taken":
        raise Conflict("This time is booked already.", code="closed")
    engagements.release(tx, offer.id)
    session_id = _move(tx, offer, instead_of) if instead_of else _book(tx, offer)
    taken = offer.taken(session_id)
    store.keep(tx, taken)
    store.close_time(tx, offer.freed_id)
    store.wait_again(tx, offer.member_id, since=tx.now)
    tell_time(tx, "time.taken", taken)
    return _show(tx, taken)


def pass_time_on(tx: Transaction, id: str) -> Shown:
    """No thanks: the next is asked, and the place in the list is kept. Said twice, it was said once."""
    offer = _alone_with(tx, id)
    if offer.state == "offered":
        offer = lapse(tx, offer)
        mark_bookable(tx, [offer.coach_id])
    return _show(tx, offer)


def times_seen(
    rx: Reading, *, cursor: str | None, limit: int, state: str | None = None
) -> tuple[list[Shown], str | None]:
    found, following = store.page(rx, person=person_to_narrow_to(rx.actor), after=cursor, limit=limit, state=state)
    return [_show(rx, offer) for offer in found], following


def time_seen(rx: Reading, id: str) -> Shown:
    return _show(rx, own_time(rx, id))


def own_time(rx: Reading, id: str) -> TimeOffer:
    offer = store.find(rx, id)
    if offer is None:
        raise NotFound(ONE)
    may_answer_for(rx, (offer.member_id, offer.coach_id), ONE)
    return offer


def _alone_with(tx: Transaction, id: str) -> TimeOffer:
    offer = own_time(tx, id)
    engagements.alone_with(tx, [offer.coach_id, offer.member_id])
    return own_time(tx, id)


def _book(tx: Transaction, offer: TimeOffer) -> str:
    booked = book_session(tx, match_id=offer.match_id, starts_at=offer.starts_at, minutes=offer.minutes)
    return str(booked["id"])


def _move(tx: Transaction, offer: TimeOffer, session_id: str) -> str:
    if own_session(tx, session_id).match_id != offer.match_id:
        words = "This is with somebody else."
        raise Invalid("Some fields need another look.", errors={"instead_of": [words]})
    move_session(tx, session_id, starts_at=offer.starts_at, minutes=offer.minutes)
    return session_id


def _show(rx: Reading, offer: TimeOffer) -> Shown:
    """Nothing counts down before anybody's eyes."""
    return vars(offer) | {"minutes": offer.minutes, "still_free": offer.state == "offered" and offer.starts_at > rx.now}
