"""What every answer to an offer has in common: it is kept, told, and the next choice is asked."""

from services.matching.actions import news
from services.matching.actions.choices import offer_next, wait_again
from services.matching.actions.need_to_know import known_offer
from services.matching.domain.offer import Offer
from services.matching.store import offers, referrals


def queued_offer(tx, offer_id) -> Offer:
    """The offer as it is once this coach's turn has come."""
    coach_id = known_offer(tx, offers.find(tx, offer_id)).coach_id
    tx.queue_for(coach_id)
    return offers.find(tx, offer_id)


def answered(tx, type: str, offer: Offer, *, ask_next: bool = True) -> None:
    """`ask_next=False`: nobody else is asked; the person chooses anew."""
    offers.keep(tx, offer)
    news.tell_offer(tx, type, offer)
    referral = referrals.find(tx, offer.referral_id)
    if ask_next:
        offer_next(tx, referral)
    else:
        wait_again(tx, referral)
