"""Two people at one time: alone while it is decided, and then in the table that refuses a second."""

from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import own_match
from services.scheduling.domain import session as rules
from services.scheduling.domain.hours import Rules, read_hours
from services.scheduling.domain.parties import Parties
from services.scheduling.store import engagements, heard, hours
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict


def alone_with_match(tx: Transaction, match_id: str) -> Parties:
    """Nobody else books these two until we are done. Read again after the wait: it may have ended meanwhile."""
    pair = own_match(tx, match_id)
    queued = engagements.alone_with(tx, pair.people)
    engagements.release_expired(tx, pair.people)
    return own_match(tx, match_id) if queued else pair


def refuse_if_over(tx: Transaction, pair: Parties, starts_at: datetime) -> None:
    rules.may_meet(pair)
    if heard.gone(tx, pair.people):
        raise Conflict("This match has ended.", code="ended")
    rules.not_past(starts_at, tx.now)


def engage(
    tx: Transaction,
    id: str,
    pair: Parties,
    starts_at: datetime,
    ends_at: datetime,
    theirs: Rules,
    *,
    kind: str,
    expires_at: datetime | None = None,
) -> None:
    """Who is both coach and member is in it once."""
    coach = coachs_time(id, pair.coach_id, starts_at, ends_at, theirs, kind=kind, expires_at=expires_at)
    member = coach | {"person_id": pair.member_id, "part": "member", "starts_at": starts_at, "ends_at": ends_at}
    engagements.engage(tx, [coach] + [member] * (pair.member_id != pair.coach_id))


def coachs_time(
    id: str,
    coach_id: str,
    starts_at: datetime,
    ends_at: datetime,
    theirs: Rules,
    *,
    kind: str,
    expires_at: datetime | None = None,
) -> dict[str, Any]:
    """The coach's buffers are part of the coach's time."""
    before, after = (timedelta(seconds=seconds) for seconds in theirs.buffers)
    what = {"session_id": id, "kind": kind, "meets_at": starts_at, "expires_at": expires_at}
    whose = {"person_id": coach_id, "part": "coach", "starts_at": starts_at - before, "ends_at": ends_at + after}
    return what | whose


def rules_of(rx: Reading, coach_id: str) -> Rules:
    """The coach's own, or the usual ones of who has said no hours."""
    row = hours.find(rx, coach_id)
    return read_hours(row["document"]).rules if row else Rules()
