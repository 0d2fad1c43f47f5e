"""A time kept while somebody decides."""

from datetime import datetime, timedelta

from services.scheduling.actions.access import own_match
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.engaging import alone_with_match, engage, refuse_if_over
from services.scheduling.actions.openings import Wish, require_open
from services.scheduling.domain.hold import KEPT_FOR, RUN_OUT, Hold
from services.scheduling.store import holds
from services.scheduling.store.engagements import alone_with
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id

BATCH = 100


def hold_time(
    tx: Transaction, *, match_id: str, starts_at: datetime, minutes: int | None = None, modality: str | None = None
) -> Hold:
    """One at a time for two people: who holds another time lets go of the first, who asks for it again extends it."""
    pair = alone_with_match(tx, match_id)
    refuse_if_over(tx, pair, starts_at)
    extended = _let_go_of_earlier(tx, match_id, starts_at)
    length = minutes or pair.minutes
    _, diary = require_open(tx, Wish(pair, starts_at, length, modality))
    ends_at, until = starts_at + timedelta(minutes=length), tx.now + KEPT_FOR
    hold = Hold(new_id(), match_id, *pair.people, starts_at, ends_at, until, extended)
    holds.add(tx, hold)
    engage(tx, hold.id, pair, starts_at, ends_at, diary.hours.rules, kind="hold", expires_at=until)
    mark_bookable(tx, pair.people)
    return hold


def keep_longer(tx: Transaction, hold_id: str) -> Hold:
    """From now on for as long again. One that ran out is not called back: somebody else may be looking at that time."""
    alone_with(tx, _own_hold(tx, hold_id).people)
    hold = _own_hold(tx, hold_id).longer(tx.now)
    if not holds.keep(tx, hold):
        raise Conflict(RUN_OUT, code="hold_expired")
    return hold


def let_go(tx: Transaction, hold_id: str) -> None:
    hold = _own_hold(tx, hold_id)
    alone_with(tx, hold.people)
    holds.let_go(tx, hold)
    mark_bookable(tx, hold.people)


def use_hold(tx: Transaction, hold_id: str | None, *, match_id: str, starts_at: datetime, minutes: int) -> None:
    """What these two keep of this time becomes the session booked in the same transaction, named or not: their own
    hold never stands in their way.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    kept = [hold for hold in holds.of_match(tx, match_id) if hold.is_for(match_id, starts_at, ends_at)]
    theirs = [hold for hold in kept if hold.stands(tx.now)]
    for hold in theirs:
        holds.let_go(tx, hold)
    if hold_id and not theirs:
        _refuse(holds.find(tx, hold_id), tx.now)


def _refuse(hold: Hold | None, now: datetime) -> None:
    if hold and hold.stands(now):
        raise Conflict("That hold is for another time.", code="other_hold")
    raise Conflict(RUN_OUT, code="hold_expired")


def let_go_expired(tx: Transaction) -> int:
    """What ran out can be booked by anybody already; now others hear of it. Read again after the wait: one may have
    been kept for longer meanwhile.
    """
    people = {person for hold in holds.expired(tx, limit=BATCH) for person in hold.people}
    alone_with(tx, people)
    ripe = [hold for hold in holds.expired(tx, limit=BATCH) if people.issuperset(hold.people)]
    for hold in ripe:
        holds.let_go(tx, hold)
    mark_bookable(tx, people)
    return len(ripe)


def _let_go_of_earlier(tx: Transaction, match_id: str, starts_at: datetime) -> int:
    """How often the same time has been kept for longer, this once included."""
    earlier = holds.of_match(tx, match_id)
    same = [hold.longer(tx.now) for hold in earlier if hold.starts_at == starts_at and hold.stands(tx.now)]
    for hold in earlier:
        holds.let_go(tx, hold)
    return max((hold.extended for hold in same), default=0)


def _own_hold(tx: Transaction, hold_id: str) -> Hold:
    hold = holds.find(tx, hold_id)
    if hold is None:
        raise NotFound("We have no such hold.")
    try:
        own_match(tx, hold.match_id)
    except NotFound:
        raise NotFound("We have no such hold.") from None
    return hold
