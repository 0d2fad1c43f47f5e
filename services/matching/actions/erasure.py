"""Somebody asks to be forgotten. What goes on ends, their key is destroyed; the others do likewise."""

from services.matching.actions import news
from services.matching.actions.consents import end_consent
from services.matching.actions.departures import part_from_everybody
from services.matching.actions.endings import end
from services.matching.actions.organisation import customs_of
from services.matching.actions.seen import own_or_overseen
from services.matching.actions.standing import queued_person
from services.matching.actions.withdrawals import close_referral
from services.matching.domain.person import Person
from services.matching.store import consents, erasures, matches, people, privacy, referrals


def erase(tx, person_id) -> Person:
    """For good: there is no way back, and nobody is told why."""
    own_or_overseen(tx, person_id)
    person = queued_person(tx, person_id)
    _end_what_goes_on(tx, person)
    customs = customs_of(tx)
    erased = person.erase(language=customs.language, time_zone=customs.time_zone)
    erasures.forget(tx, person.id)
    tx.shred(person.id)
    people.forget(tx, erased)
    tx.audit("erase", person_id=person.id)
    tx.hide_in_audit(person.id)
    news.tell_person(tx, "person.erased", erased)
    return erased


def _end_what_goes_on(tx, person: Person) -> None:
    for match in matches.going_of_member(tx, person.id):
        end(tx, match, reason=None)
    if waiting := referrals.open_of(tx, person.id):
        close_referral(tx, waiting, outcome="not_now", why="request_closed")
    if person.is_coach:
        part_from_everybody(tx, person.id)
    privacy.drop_open_requests(tx, person.id)
    for consent in consents.active_of(tx, person.id):
        if consent.state_at(tx.now) == "active":
            end_consent(tx, consent)
