"""Who may look at whom. A stranger hears what they would hear of somebody who never was."""

from services.matching.domain.match import Match
from services.matching.domain.offer import Offer
from services.matching.domain.person import Person
from services.matching.domain.referral import Referral
from services.matching.store import emergencies, matches, people, referrals, shortlists
from shared.kernel.errors import NotFound

NO_PERSON = "We have no such person."


def everybody_is_known_to(actor) -> bool:
    return actor.is_staff or actor.role == "service"


def known_member(rx, member_id) -> Person:
    person = people.find(rx, member_id)
    if person is None or person.is_erased or not person.is_member or not may_see_member(rx, member_id):
        raise NotFound(NO_PERSON)
    return person


def known_coach(rx, coach_id) -> Person:
    person = people.find(rx, coach_id)
    if person is None or person.is_erased or not person.is_coach or not may_see_coach(rx, coach_id):
        raise NotFound(NO_PERSON)
    return person


def known_referral(rx, referral_id) -> Referral:
    referral = referrals.find(rx, referral_id)
    if referral is None or not (everybody_is_known_to(rx.actor) or _is(rx.actor, "member", referral.member_id)):
        raise NotFound("We have no such request.")
    return referral


def known_offer(rx, offer: Offer | None) -> Offer:
    if offer is None or not (everybody_is_known_to(rx.actor) or _is(rx.actor, "coach", offer.coach_id)):
        raise NotFound("We have no such offer.")
    return offer


def known_match(rx, match: Match | None) -> Match:
    if match is None or not (everybody_is_known_to(rx.actor) or _is_of(rx.actor, match)):
        raise NotFound("We have no such match.")
    return match


def names_known(rx, persons: list[Person]) -> list[Person]:
    """Of these, whose name the actor may hear."""
    persons = [one for one in persons if not one.is_erased]
    if everybody_is_known_to(rx.actor):
        return persons
    if rx.actor.role == "coach":
        members = _members_in_sight(rx, [one.id for one in persons])
        return [one for one in persons if one.is_coach or one.is_staff or one.id in members]
    known = {rx.actor.person, *_coaches_in_sight(rx), *referrals.intake_of(rx, rx.actor.person)}
    return [one for one in persons if one.id in known]


def may_see_member(rx, member_id) -> bool:
    if everybody_is_known_to(rx.actor) or _is(rx.actor, "member", member_id):
        return True
    return rx.actor.role == "coach" and bool(_members_in_sight(rx, [member_id]))


def may_see_coach(rx, coach_id) -> bool:
    if everybody_is_known_to(rx.actor) or _is(rx.actor, "coach", coach_id):
        return True
    return rx.actor.role == "member" and coach_id in _coaches_in_sight(rx)


def _members_in_sight(rx, member_ids: list[str]) -> set[str]:
    """A coach's own people, and somebody they look at in an emergency."""
    walking = matches.walk_together(rx, coach_id=rx.actor.person, member_ids=member_ids)
    return {*walking, *emergencies.open_to(rx, rx.actor.person, member_ids)}


def _coaches_in_sight(rx) -> set[str]:
    """A member's own coaches, and those who were shown to them."""
    own = [referral.id for referral in referrals.of_member(rx, rx.actor.person)]
    return matches.coaches_of(rx, rx.actor.person) | shortlists.coaches_shown_for(rx, own)


def _is(actor, role, person_id) -> bool:
    return actor.role == role and actor.person == person_id


def _is_of(actor, match) -> bool:
    return _is(actor, "coach", match.coach_id) or _is(actor, "member", match.member_id)
