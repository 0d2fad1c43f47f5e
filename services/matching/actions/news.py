"""What the others hear. Always the full shareable state: ids, times, states and codes."""

from services.matching.domain.consent import Consent
from services.matching.domain.emergency import Emergency
from services.matching.domain.match import Match
from services.matching.domain.offer import Offer
from services.matching.domain.person import Person
from services.matching.domain.referral import Referral
from services.matching.store import apart, consents, emergencies, matches, offers, people, referrals

PERSON = ("kinds", "state", "time_zone", "language", "until", "do_not_contact")
COACH = ("accepting", "state", "welcome_per_week", "role")
REFERRAL = ("member_id", "urgency", "referred_by", "intake_id", "ready_from", "state", "outcome")
REFERRAL += ("look_again_at", "priority", "replaces_match_id")
OFFER = ("referral_id", "coach_id", "state", "position", "expires_at", "reason", "proposed_starts_at", "chased")
MATCH = ("coach_id", "member_id", "referral_id", "referred_by", "intake_id", "state", "cadence_days", "weight")
MATCH += ("minutes", "reason", "until", "ends_at", "coach_hears")
CONSENT = ("person_id", "type", "purpose", "recipient_kind", "expires_at", "ends_with", "state")
EMERGENCY = ("person_id", "coach_id", "state", "expires_at")
MATCH_TYPES = {"active": "match.accepted", "paused": "match.paused", "ended": "match.ended"}


def tell_person(tx, type: str, person: Person) -> None:
    data = {"person_id": person.id} | _parts(person, PERSON)
    tx.emit(type, subject=person.id, key=person.id, version=person.version, data=data)


def tell_coach(tx, person: Person) -> None:
    data = {"coach_id": person.id} | _parts(person, COACH)
    tx.emit("coach.changed", subject=person.id, key=person.id, version=person.version, data=data)


def tell_referral(tx, type: str, referral: Referral) -> None:
    """`kept_apart`: with whom the person is never put together, not even for a first conversation."""
    data = {"referral_id": referral.id, "next_steps": list(referral.next_steps)} | _parts(referral, REFERRAL)
    data |= {"kept_apart": sorted(apart.apart_from(tx, referral.member_id))}
    tx.emit(type, subject=referral.id, key=referral.id, version=referral.version, data=data)


def tell_offer(tx, type: str, offer: Offer) -> None:
    data = {"offer_id": offer.id} | _parts(offer, OFFER)
    tx.emit(type, subject=offer.id, key=offer.referral_id, version=offer.version, data=data)


def tell_match(tx, type: str, match: Match) -> None:
    data = {"match_id": match.id, "modalities": list(match.modalities)} | _parts(match, MATCH)
    tx.emit(type, subject=match.id, key=match.id, version=match.version, data=data)


def tell_consent(tx, type: str, consent: Consent) -> None:
    """Names, and what was signed, stay home."""
    data = {"consent_id": consent.id, "recipient": consent.recipient_id, "data_classes": list(consent.data_classes)}
    data |= _parts(consent, CONSENT)
    tx.emit(type, subject=consent.id, key=consent.person_id, version=consent.version, data=data)


def tell_emergency(tx, type: str, emergency: Emergency) -> None:
    """Why stays home."""
    data = {"emergency_id": emergency.id} | _parts(emergency, EMERGENCY)
    tx.emit(type, subject=emergency.id, key=emergency.person_id, version=emergency.version, data=data)


def tell_everything(tx) -> int:
    """The current state of all that others keep a copy of: for a new listener, or one that lost its copy."""
    persons, requests, pairs = people.everyone(tx), referrals.everyone(tx), matches.everyone(tx)
    coaches = [person for person in persons if person.is_coach]
    asked = offers.still_open(tx)
    for person in persons:
        tell_person(tx, "person.erased" if person.state == "erased" else "person.registered", person)
    for coach in coaches:
        tell_coach(tx, coach)
    for referral in requests:
        tell_referral(tx, "referral.filed" if referral.is_open else "referral.closed", referral)
    for offer in asked:
        tell_offer(tx, "offer.made", offer)
    for match in pairs:
        tell_match(tx, MATCH_TYPES.get(match.state, "match.ended"), match)
    for consent in (agreed := consents.everyone(tx)):
        tell_consent(tx, "consent.granted" if consent.state == "active" else "consent.revoked", consent)
    for emergency in (looked := emergencies.everyone(tx)):
        tell_emergency(tx, f"emergency.{emergency.state}", emergency)
    return len(looked) + len(agreed) + len(persons) + len(coaches) + len(requests) + len(asked) + len(pairs)


def _parts(thing, names) -> dict:
    return {name: getattr(thing, name) for name in names}
