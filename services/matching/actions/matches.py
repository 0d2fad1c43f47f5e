from services.matching.actions import news
from services.matching.actions.choices import offer_next
from services.matching.actions.eligibility import look_at
from services.matching.actions.endings import PASSED, end, keep, queued_match
from services.matching.actions.keeping_apart import keep_apart
from services.matching.actions.need_to_know import everybody_is_known_to, known_match
from services.matching.domain.cadence import MINUTES, USUAL
from services.matching.domain.match import LOOK_AGAIN, Match
from services.matching.domain.offer import Offer
from services.matching.domain.referral import Referral
from services.matching.store import matches, people, referrals
from shared.contracts.vocabulary import codes_of
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id


def begin_match(tx, offer: Offer, referral: Referral) -> Match:
    """Two people walk together, agreed weekly until they say otherwise."""
    match = Match(
        id=new_id(),
        coach_id=offer.coach_id,
        member_id=referral.member_id,
        referral_id=referral.id,
        offer_id=offer.id,
        accepted_at=tx.now,
        cadence_days=USUAL.days,
        weight=USUAL.weight,
        minutes=MINUTES,
        modalities=_ways_to_meet(tx, referral.member_id, offer.coach_id),
        referred_by=referral.referred_by,
        intake_id=referral.intake_id,
    )
    matches.add(tx, match)
    news.tell_match(tx, "match.accepted", match)
    matched = referral.move("match", outcome="matched")
    referrals.keep(tx, matched)
    news.tell_referral(tx, "referral.closed", matched)
    people.touch(tx, match.coach_id)
    _end_what_it_replaces(tx, matched)
    return match


def _end_what_it_replaces(tx, referral: Referral) -> None:
    """Who walked with the person until now is told as the person wished. Nobody is to blame."""
    before = matches.find(tx, referral.replaces_match_id) if referral.replaces_match_id else None
    if before and before.goes_on:
        reason = before.ends_reason or "new_coach"
        end(tx, before, reason=reason, coach_hears=referral.coach_hears)


def pause_match(tx, match_id, *, reason: str | None = None, until=None) -> Match:
    """Never silent: there is always a day to look again."""
    if until and until <= tx.now:
        raise Invalid(PASSED, errors={"until": [PASSED]})
    match = queued_match(tx, match_id).pause(reason=reason, until=until or tx.now + LOOK_AGAIN)
    return keep(tx, "match.paused", match)


def resume_match(tx, match_id) -> Match:
    return keep(tx, "match.changed", queued_match(tx, match_id).resume())


def undo_match(tx, match_id) -> Match:
    """They know each other: undone, kept apart, the next choice asked at once."""
    match = queued_match(tx, match_id).undo(now=tx.now)
    keep(tx, "match.ended", match)
    keep_apart(tx, match.people, kind="know_each_other")
    _ask_the_next(tx, match)
    return match


def _ask_the_next(tx, match: Match) -> None:
    """Unless the person has asked anew already."""
    if referrals.open_of(tx, match.member_id):
        return
    reopened = referrals.find(tx, match.referral_id).move("reopen")
    referrals.keep(tx, reopened)
    news.tell_referral(tx, "referral.filed", reopened)
    offer_next(tx, reopened)


def read_match(rx, match_id) -> Match:
    return known_match(rx, matches.find(rx, match_id))


def list_matches(rx, *, coach_id=None, member_id=None, state=None, cursor, limit):
    """A coach and a member see their own."""
    of = None if everybody_is_known_to(rx.actor) else rx.actor.person
    asked = {"coach_id": coach_id, "member_id": member_id, "state": state, "of": of}
    return matches.page(rx, **asked, cursor=cursor, limit=limit)


def _ways_to_meet(rx, member_id, coach_id) -> tuple[str, ...]:
    """What both said; what one said where the other said nothing; every way where nobody did."""
    member, coaches = look_at(rx, member_id=member_id, coach_ids=[coach_id])
    theirs, ours = member.profile.modalities, coaches[coach_id].profile.modalities
    either = theirs & ours or theirs or ours or frozenset(codes_of("modality"))
    return tuple(way for way in codes_of("modality") if way in either)
