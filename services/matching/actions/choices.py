"""What a person chooses becomes one offer at a time, to the first coach who still could."""

from services.matching.actions import news
from services.matching.actions.eligibility import unfit
from services.matching.actions.need_to_know import known_referral
from services.matching.domain.offer import CHASERS, PATIENCE, Offer, expires_at, patience
from services.matching.domain.person import Person
from services.matching.domain.referral import Referral
from services.matching.domain.refusals import refusal
from services.matching.store import availability, offers, people, referrals, shortlists
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id

UNKNOWN = "This is not one of the people who were shown."
TWICE = "This person is named already: nobody is asked twice for one list."
NOT_FREE = "This coach is not free just now."
LOOK_AGAIN = ("look_again",)


def choose(tx, referral_id, *, shortlist_id, coach_ids, proposed_starts_at=None) -> Referral:
    """Refuses the whole choice, naming who, when a chosen coach can no longer be asked."""
    referral = known_referral(tx, referral_id)
    _refuse_unshown(tx, referral, shortlist_id, coach_ids)
    if proposed_starts_at and proposed_starts_at <= tx.now:
        raise Invalid("That time has passed.", errors={"proposed_starts_at": ["That time has passed."]})
    _refuse_unreachable(referral, people.find(tx, referral.member_id))
    _refuse_unfit(tx, referral, coach_ids)
    chosen = {"shortlist_id": shortlist_id, "coach_ids": coach_ids, "proposed_starts_at": proposed_starts_at}
    offers.choose(tx, referral_id=referral.id, **chosen)
    return offer_next(tx, referral)


def offer_next(tx, referral: Referral) -> Referral:
    """The next choice who still could is asked. When there is none, we say so, and what happens next."""
    for choice in offers.waiting_choices(tx, referral.id):
        if not unfit(tx, member_id=referral.member_id, coach_ids=[choice["coach_id"]]):
            offers.leave_choice(tx, choice["id"], state="offered")
            return _offer(tx, referral, choice)
        offers.leave_choice(tx, choice["id"], state="passed")
    look_again_at = tx.now + PATIENCE[referral.urgency][1]
    return look_on(tx, referral, next_steps=LOOK_AGAIN, look_again_at=look_again_at)


def look_on(tx, referral: Referral, *, next_steps, look_again_at) -> Referral:
    """We haven't found the right person yet: written down, with what happens next."""
    return _told(tx, referral.look_on(next_steps=next_steps, look_again_at=look_again_at))


def wait_again(tx, referral: Referral) -> Referral:
    """Nobody is asked for the moment, and none of those chosen will be."""
    offers.leave_choices(tx, referral.id, state="replaced")
    return _told(tx, referral.wait_again())


def _offer(tx, referral: Referral, choice) -> Referral:
    coach_id = choice["coach_id"]
    asked_for = {"made_at": tx.now, "openings": availability.openings_of(tx, [coach_id]).get(coach_id)}
    offer = Offer(
        id=new_id(),
        referral_id=referral.id,
        coach_id=coach_id,
        position=choice["position"],
        made_at=tx.now,
        expires_at=expires_at(referral.urgency, **asked_for),
        chase_at=patience(referral.urgency, share=CHASERS[0], **asked_for),
        proposed_starts_at=choice["proposed_starts_at"],
    )
    asked = referral.move("offer")
    referrals.keep(tx, asked)
    offers.add(tx, offer)
    news.tell_offer(tx, "offer.made", offer)
    return asked


def _told(tx, referral: Referral) -> Referral:
    referrals.keep(tx, referral)
    news.tell_referral(tx, "referral.changed", referral)
    return referral


def _refuse_unshown(rx, referral: Referral, shortlist_id, coach_ids) -> None:
    shortlist = shortlists.find(rx, shortlist_id)
    if shortlist is None or shortlist["referral_id"] != referral.id:
        raise Invalid("We have no such list.", errors={"shortlist_id": ["We have no such list."]})
    shown = shortlists.coaches_in(rx, shortlist_id)
    unknown = {f"coach_ids.{place}": [UNKNOWN] for place, id in enumerate(coach_ids) if id not in shown}
    if unknown:
        raise Invalid(UNKNOWN, errors=unknown)
    again = {f"coach_ids.{place}": [TWICE] for place, id in enumerate(coach_ids) if id in coach_ids[:place]}
    if again:
        raise Invalid(TWICE, errors=again)


def _refuse_unreachable(referral: Referral, member: Person) -> None:
    """Silence that somebody asked for closed their request: it is said as that."""
    if member.do_not_contact and not member.is_gone:
        raise refusal("do_not_contact")
    if referral.state != "waiting":
        raise refusal("asked_already" if referral.is_open else "not_waiting")
    if member.state != "active":
        raise refusal("person_away")


def _refuse_unfit(rx, referral: Referral, coach_ids) -> None:
    found = unfit(rx, member_id=referral.member_id, coach_ids=coach_ids)
    gone = {f"coach_ids.{place}": [NOT_FREE] for place, id in enumerate(coach_ids) if id in found}
    if gone:
        raise refusal("not_free", errors=gone)
