"""A time kept while somebody decides."""

from datetime import datetime, timedelta

from services.scheduling.actions.access import own_match
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.engaging import alone_with_match, engage, refuse_if_over
from services.scheduling.actions.openings import Wish, require_open
from services.scheduling.domain.hold import KEPT_FOR, Hold
from services.scheduling.store import holds
from services.scheduling.store.engagements import alone_with
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id

BATCH = 100


def hold_time(tx: Transaction, *, match_id: str, starts_at: datetime, minutes: int | None = None) -> Hold:
    """One at a time for two people: who holds another time lets go of the first."""
    pair = alone_with_match(tx, match_id)
    refuse_if_over(tx, pair, starts_at)
    for earlier in holds.of_match(tx, match_id):
        holds.let_go(tx, earlier)
    length = minutes or pair.minutes
    _, diary = require_open(tx, Wish(pair, starts_at, length))
    ends_at, until = starts_at + timedelta(minutes=length), tx.now + KEPT_FOR
    hold = Hold(new_id(), match_id, *pair.people, starts_at, ends_at, until)
    holds.add(tx, hold)
    engage(tx, hold.id, pair, starts_at, ends_at, diary.hours.rules, kind="hold", expires_at=until)
    mark_bookable(tx, pair.people)
    return hold


def keep_longer(tx: Transaction, hold_id: str) -> Hold:
    """From now on for as long again. One that ran out is not called back: somebody else may be looking at that time."""
    alone_with(tx, _own_hold(tx, hold_id).people)
    hold = _own_hold(tx, hold_id).longer(tx.now)
    holds.keep(tx, hold)
    return hold


def let_go(tx: Transaction, hold_id: str) -> None:
    hold = _own_hold(tx, hold_id)
    alone_with(tx, hold.people)
    holds.let_go(tx, hold)
    mark_bookable(tx, hold.people)


def use_hold(tx: Transaction, hold_id: str, *, match_id: str, starts_at: datetime, minutes: int) -> None:
    """It becomes the session that is booked in the same transaction."""
    hold = holds.find(tx, hold_id)
    if hold is None:
        raise Conflict("That hold has run out. Please choose again.", code="hold_expired")
    ends_at = starts_at + timedelta(minutes=minutes)
    hold.use(match_id=match_id, starts_at=starts_at, ends_at=ends_at, now=tx.now)
    holds.let_go(tx, hold)


def let_go_expired(tx: Transaction) -> int:
    """What ran out can be booked by anybody already; now others hear of it."""
    ripe = holds.expired(tx, limit=BATCH)
    people = {person for hold in ripe for person in hold.people}
    alone_with(tx, people)
    for hold in ripe:
        holds.let_go(tx, hold)
    mark_bookable(tx, people)
    return len(ripe)


def _own_hold(tx: Transaction, hold_id: str) -> Hold:
    hold = holds.find(tx, hold_id)
    if hold is None:
        raise NotFound("We have no such hold.")
    try:
        own_match(tx, hold.match_id)
    except NotFound:
        raise NotFound("We have no such hold.") from None
    return hold
