"""Who is with us, away, gone: kept and told in one place."""

from services.matching.actions import news
from services.matching.actions.need_to_know import NO_PERSON, everybody_is_known_to, may_see_coach, may_see_member
from services.matching.domain.person import Person
from services.matching.store import matches, offers, people, referrals
from shared.kernel.errors import NotFound


def queued_person(tx, person_id) -> Person:
    """The person as they are once their turn, and that of everybody who walks with them or is asked, has come: whom we
    were asked to forget meanwhile is not there any more.
    """
    known_person(tx, person_id)
    for id in sorted({person_id, *_coaches_around(tx, person_id)}):
        tx.queue_for(id)
    return known_person(tx, person_id)


def known_person(rx, person_id) -> Person:
    """Somebody the actor may speak of: themselves, one they walk with, or, for staff, anybody here."""
    person = people.find(rx, person_id)
    if person is None or person.is_erased or not _may_speak_of(rx, person):
        raise NotFound(NO_PERSON)
    return person


def keep(tx, person: Person) -> Person:
    people.keep(tx, person, read_version=person.version - 1)
    news.tell_person(tx, "person.changed", person)
    if person.is_coach:
        news.tell_coach(tx, person)
    return person


def _may_speak_of(rx, person: Person) -> bool:
    if everybody_is_known_to(rx.actor):
        return True
    return (person.is_member and may_see_member(rx, person.id)) or (
        rx.actor.role == "coach" and person.is_coach and may_see_coach(rx, person.id)
    )


def _coaches_around(rx, person_id) -> set[str]:
    walking = {match.coach_id for match in matches.going_of_member(rx, person_id)}
    waiting = referrals.open_of(rx, person_id)
    asked = offers.open_of(rx, [waiting.id]).values() if waiting else ()
    return walking | {offer.coach_id for offer in asked}
