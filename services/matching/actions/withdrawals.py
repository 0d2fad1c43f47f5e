"""Questions taken back, and requests closed before anyone said yes."""

from services.matching.actions import news
from services.matching.actions.answers import answered, queued_offer
from services.matching.actions.eligibility import unfit
from services.matching.actions.need_to_know import known_referral
from services.matching.actions.standing import queued_person
from services.matching.domain.offer import Offer
from services.matching.domain.referral import Referral
from services.matching.store import offers, people, referrals


def withdraw_offer(tx, offer_id, *, reason: str | None = None, ask_next: bool = True) -> Offer:
    """Taken back by staff: the next choice is asked, or the person chooses anew."""
    withdrawn = queued_offer(tx, offer_id).withdraw(reason=reason or "other")
    answered(tx, "offer.withdrawn", withdrawn, ask_next=ask_next)
    return withdrawn


def withdraw_what_is_open_to(tx, coach_id, *, reason: str) -> int:
    """This coach is asked nothing more; each person's next choice is asked at once."""
    asked = offers.open_to_coach(tx, coach_id)
    for offer in asked:
        answered(tx, "offer.withdrawn", offer.withdraw(reason=reason))
    return len(asked)


def withdraw_what_no_longer_fits(tx, coach_id) -> None:
    """A full coach is asked nothing more: the others go to their next choice at once."""
    for offer in offers.open_to_coach(tx, coach_id):
        member_id = referrals.find(tx, offer.referral_id).member_id
        if unfit(tx, member_id=member_id, coach_ids=[coach_id], by_their_own_word=True):
            answered(tx, "offer.withdrawn", offer.withdraw(reason="full"))


def withdraw_referral(tx, referral_id, *, outcome: str = "not_now") -> Referral:
    """The person does not look for a coach any more. Nobody has to say why; the door stays open."""
    referral = known_referral(tx, referral_id)
    queued_person(tx, referral.member_id)
    closed = close_referral(tx, referrals.find(tx, referral.id), outcome=outcome, why="request_closed")
    if outcome == "asked_not_to_contact":
        _ask_for_silence(tx, referral.member_id)
    return closed


def close_what_is_open_of(tx, member_id, *, outcome: str) -> None:
    """Once everybody's turn has come: what is filed at the same moment is either closed here, or refused."""
    queued_person(tx, member_id)
    if waiting := referrals.open_of(tx, member_id):
        close_referral(tx, waiting, outcome=outcome, why="request_closed")


def close_referral(tx, referral: Referral, *, outcome: str, why: str) -> Referral:
    """Whoever is asked for it is asked no longer, and nobody else will be. The caller has queued for the coach."""
    closed = referral.move("close", outcome=outcome)
    for offer in offers.open_of(tx, [referral.id]).values():
        withdrawn = offer.withdraw(reason=why)
        offers.keep(tx, withdrawn)
        news.tell_offer(tx, "offer.withdrawn", withdrawn)
    offers.leave_choices(tx, referral.id, state="closed")
    referrals.keep(tx, closed)
    news.tell_referral(tx, "referral.closed", closed)
    return closed


def _ask_for_silence(tx, member_id) -> None:
    person = people.find(tx, member_id)
    silent = person.asked_for_silence()
    people.keep(tx, silent, read_version=person.version)
    news.tell_person(tx, "person.changed", silent)
