from services.matching.actions import news
from services.matching.domain.offer import CHASERS, Offer, expires_at, patience
from services.matching.domain.referral import Referral
from services.matching.store import availability, offers, referrals

AT_ONCE = 50


def chase_offers(tx) -> int:
    """Half, then three quarters of the time gone by without a word: the coach is asked once more."""
    due = offers.to_chase(tx, limit=AT_ONCE)
    for coach_id in sorted({offer.coach_id for offer in due}):
        tx.queue_for(coach_id)
    silent = [now for offer in due if _is_silent(now := offers.find(tx, offer.id), tx.now)]
    for offer in silent:
        chased = offer.chase(now=tx.now, again_at=_second_time(tx, offer))
        offers.keep(tx, chased)
        news.tell_offer(tx, "offer.chased", chased)
    return len(silent)


def hurry(tx, referral: Referral) -> None:
    """Who is asked already has from now on as long as anybody who is asked now, if that is sooner."""
    for offer in offers.open_of(tx, [referral.id]).values():
        asked_for = {"made_at": tx.now, "openings": availability.openings_of(tx, [offer.coach_id]).get(offer.coach_id)}
        sooner = offer.hurry(
            expires_at=expires_at(referral.urgency, **asked_for),
            chase_at=patience(referral.urgency, share=CHASERS[0], **asked_for),
        )
        if sooner.expires_at < offer.expires_at:
            offers.keep(tx, sooner)
            news.tell_offer(tx, "offer.made", sooner)


def _is_silent(offer: Offer, now) -> bool:
    """As it is once this coach's turn has come."""
    return offer.state == "open" and offer.chase_at is not None and offer.chase_at <= now


def _second_time(rx, offer: Offer):
    """A quarter of the time after the first; halfway to the end where the request became less urgent since."""
    referral = referrals.find(rx, offer.referral_id)
    openings = availability.openings_of(rx, [offer.coach_id]).get(offer.coach_id)
    told = {"made_at": offer.chase_at, "openings": openings}
    later = patience(referral.urgency, **told, share=CHASERS[1] - CHASERS[0])
    return later if later < offer.expires_at else offer.chase_at + (offer.expires_at - offer.chase_at) / 2
