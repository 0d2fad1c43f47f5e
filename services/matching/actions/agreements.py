from services.matching.actions.eligibility import look_at
from services.matching.actions.endings import keep, queued_match
from services.matching.actions.withdrawals import withdraw_what_no_longer_fits
from services.matching.domain.match import Match
from services.matching.domain.refusals import refusal
from shared.kernel.errors import PreconditionFailed


def agree(tx, match_id, *, read_version: int, cadence=None, minutes=None, modalities=None) -> Match:
    """How often and how two people meet, set together. It weighs what it weighs, and fits into what a coach carries."""
    match = queued_match(tx, match_id)
    if match.version != read_version:
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
    agreed = match.agree(cadence=cadence, minutes=minutes, modalities=modalities and tuple(modalities))
    _refuse_if_too_much(tx, agreed, more=agreed.weight - match.weight)
    kept = keep(tx, "match.changed", agreed)
    withdraw_what_no_longer_fits(tx, match.coach_id)
    return kept


def _refuse_if_too_much(rx, match: Match, *, more: float) -> None:
    _, coaches = look_at(rx, member_id=match.member_id, coach_ids=[match.coach_id])
    if 0 < more > coaches[match.coach_id].room:
        raise refusal("more_than_they_carry")
