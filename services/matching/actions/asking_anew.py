"""Another coach for somebody who has, or had, one. Whose doing it was is nobody's question."""

from services.matching.actions import news
from services.matching.actions.endings import end, queued_match
from services.matching.actions.meetings import note_progress
from services.matching.domain.match import Match
from services.matching.domain.referral import Referral
from services.matching.domain.refusals import refusal
from services.matching.store import people, referrals
from shared.kernel.ids import new_id


def ask_for_another(tx, match_id, *, coach_hears: str, until_then: bool) -> Referral:
    """The two go on until somebody else takes over, or part now; the coach hears it the way the person chose."""
    match = queued_match(tx, match_id)
    if not match.goes_on:
        raise refusal("no_longer_matched")
    if people.find(tx, match.member_id).do_not_contact:
        raise refusal("do_not_contact")
    if referrals.open_of(tx, match.member_id):
        raise refusal("rematch_asked")
    if not until_then:
        end(tx, match, reason="new_coach", coach_hears=coach_hears)
    return _file(tx, match, source="rematch", urgency="routine", coach_hears=coach_hears)


def ask_because_their_coach_leaves(tx, match: Match) -> Referral | None:
    """First in line. Somebody who asked for another coach already keeps that request, and moves up with it.

    Nobody is asked for whoever is gone, or asked us not to contact them.
    """
    member = people.find(tx, match.member_id)
    if member.is_gone or member.do_not_contact:
        return None
    if waiting := referrals.open_of(tx, match.member_id):
        if waiting.priority:
            return waiting
        replaced = waiting.replaces_match_id or match.id
        changed = waiting.change(priority=True, replaces_match_id=replaced)
        referrals.keep(tx, changed)
        news.tell_referral(tx, "referral.changed", changed)
        return changed
    return _file(tx, match, source="coach_left", urgency="soon", priority=True)


def _file(tx, match: Match, **said) -> Referral:
    referral = Referral(
        id=new_id(),
        member_id=match.member_id,
        ready_from=tx.now,
        filed_at=tx.now,
        referred_by=match.referred_by,
        intake_id=match.intake_id,
        replaces_match_id=match.id,
        **said,
    )
    referrals.add(tx, referral)
    note_progress(tx, referral)
    news.tell_referral(tx, "referral.filed", referral)
    return referral
