from collections.abc import Sequence

from services.matching.actions import news
from services.matching.actions.answers import answered, queued_offer
from services.matching.actions.crowd import crowd_of
from services.matching.actions.eligibility import unfit
from services.matching.actions.keeping_apart import keep_apart
from services.matching.actions.matches import begin_match
from services.matching.actions.need_to_know import everybody_is_known_to, known_offer
from services.matching.actions.vocabulary import words_in_use
from services.matching.actions.withdrawals import withdraw_what_no_longer_fits
from services.matching.domain.offer import Offer
from services.matching.domain.refusals import refusal
from services.matching.domain.sketch import Sketch, sketch
from services.matching.domain.vocabulary import Vocabulary
from services.matching.store import matches, offers, referrals
from shared.kernel.errors import Invalid

AT_ONCE = 50
OWN_WORD = "A coach says yes for themselves."
PASSED_ON = "Please say that staff pass on the coach's word (accepted_by: staff), and how it was given."


def accept_offer(tx, offer_id, *, accepted_by: str = "coach", how: str | None = None) -> Offer:
    """The coach's place is counted under a lock: of two acceptances racing for the last place, one gets it."""
    offer = queued_offer(tx, offer_id)
    _refuse_a_wrong_voice(tx.actor, accepted_by, how)
    accepted = offer.accept(now=tx.now, accepted_by=accepted_by, how=how, by=tx.actor.person)
    referral = referrals.find(tx, offer.referral_id)
    _refuse_if_unfit(tx, referral.member_id, offer.coach_id)
    offers.keep(tx, accepted)
    news.tell_offer(tx, "offer.accepted", accepted)
    begin_match(tx, accepted, referral)
    withdraw_what_no_longer_fits(tx, offer.coach_id)
    return accepted


def decline_offer(tx, offer_id, *, reason: str | None = None) -> Offer:
    """Nobody has to say why. Two who know each other are kept apart from then on, and nothing more is asked."""
    declined = queued_offer(tx, offer_id).decline(reason=reason, by=tx.actor.person)
    if reason == "know_each_other":
        member_id = referrals.find(tx, declined.referral_id).member_id
        keep_apart(tx, (declined.coach_id, member_id), kind="know_each_other")
    answered(tx, "offer.declined", declined)
    return declined


def expire_offers(tx) -> int:
    """Offers that ran out go to the next choice. Coaches are queued for in one order, as everywhere."""
    over = offers.run_out(tx, limit=AT_ONCE)
    for coach_id in sorted({offer.coach_id for offer in over}):
        tx.queue_for(coach_id)
    still_open = [now for offer in over if (now := offers.find(tx, offer.id)).state == "open"]
    for offer in still_open:
        answered(tx, "offer.expired", offer.expire())
    return len(still_open)


def read_offer(rx, offer_id) -> Offer:
    return known_offer(rx, offers.find(rx, offer_id))


def list_offers(rx, *, coach_id=None, referral_id=None, state=None, cursor, limit):
    """A coach sees what they were asked; staff see all."""
    if not everybody_is_known_to(rx.actor):
        if coach_id not in (None, rx.actor.person) or referral_id:
            return [], None
        coach_id = rx.actor.person
    asked = {"coach_id": coach_id, "referral_id": referral_id, "state": state}
    return offers.page(rx, **asked, cursor=cursor, limit=limit)


def sketches_of(rx, asked: Sequence[Offer]) -> dict[str, Sketch]:
    """What each open offer tells of a person, and no more."""
    still_open = [offer for offer in asked if offer.state == "open"]
    if not still_open:
        return {}
    crowd, requests = crowd_of(rx), referrals.those(rx, [offer.referral_id for offer in still_open])
    vocabulary = words_in_use(rx)
    return {offer.id: _sketch(crowd, requests[offer.referral_id].member_id, offer, vocabulary) for offer in still_open}


def _sketch(crowd, member_id, offer: Offer, vocabulary: Vocabulary) -> Sketch:
    everyone = crowd.members.values()
    return sketch(crowd.members[member_id], crowd.coaches[offer.coach_id], everyone, vocabulary)


def urgencies_of(rx, asked: Sequence[Offer]) -> dict[str, str]:
    known = referrals.those(rx, [offer.referral_id for offer in asked])
    return {offer.id: known[offer.referral_id].urgency for offer in asked}


def matches_of(rx, asked: Sequence[Offer]) -> dict[str, str]:
    return matches.of_offers(rx, [offer.id for offer in asked])


def _refuse_a_wrong_voice(actor, accepted_by, how) -> None:
    """Staff may pass on a coach's spoken word, and say how they heard it; a coach speaks for themselves."""
    if actor.role == "coach" and accepted_by != "coach":
        raise Invalid(OWN_WORD, errors={"accepted_by": [OWN_WORD]})
    if actor.role != "coach" and not (accepted_by == "staff" and how):
        raise Invalid(PASSED_ON, errors={"accepted_by": [PASSED_ON]})


def _refuse_if_unfit(tx, member_id, coach_id) -> None:
    found = unfit(tx, member_id=member_id, coach_ids=[coach_id], by_their_own_word=True).get(coach_id, ())
    if any(constraint.name == "capacity" for constraint in found):
        raise refusal("full")
    if found:
        raise refusal("no_longer_fits")
