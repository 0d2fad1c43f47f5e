"""Two people at one time: alone while it is decided, and then in the table that refuses a second."""

from datetime import datetime, timedelta

from services.scheduling.actions.access import own_match
from services.scheduling.domain import session as rules
from services.scheduling.domain.hours import Rules
from services.scheduling.domain.parties import Parties
from services.scheduling.store import engagements, heard
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
    """The coach's buffers are part of the coach's time. Who is both coach and member is in it once."""
    before, after = (timedelta(seconds=seconds) for seconds in theirs.buffers)
    row = {"session_id": id, "kind": kind, "meets_at": starts_at, "expires_at": expires_at}
    coach = {"person_id": pair.coach_id, "part": "coach", "starts_at": starts_at - before, "ends_at": ends_at + after}
    member = {"person_id": pair.member_id, "part": "member", "starts_at": starts_at, "ends_at": ends_at}
    engagements.engage(tx, [row | coach] + [row | member] * (pair.member_id != pair.coach_id))
