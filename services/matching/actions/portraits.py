"""From what people said to how the rules of matching look at them."""

from collections.abc import Sequence
from datetime import date

from services.matching.actions.vocabulary import words_in_use
from services.matching.domain.faults import Faults
from services.matching.domain.people import Coach, Credential, Member
from services.matching.domain.person import Person
from services.matching.domain.preferences import read_preferences
from services.matching.domain.profile import read_profile
from services.matching.store import availability, matches


def refuse_unknown_words(person: Person) -> None:
    """Every code must be one of the vocabulary, and no wish may contradict another."""
    faults = Faults()
    read_profile(words_in_use(), person.document, faults)
    read_preferences(words_in_use(), person.document, faults, of_coach=person.is_coach)
    faults.refuse_if_any()


def member_of(person: Person) -> Member:
    document = person.document
    return Member(
        id=person.id,
        profile=read_profile(words_in_use(), document, Faults()),
        preferences=read_preferences(words_in_use(), document, Faults()),
        active=person.state == "active",
    )


def coaches_of(rx, persons: Sequence[Person]) -> list[Coach]:
    """With their hours and their load, as the database knows them now."""
    ids = [person.id for person in persons]
    openings, loads = availability.openings_of(rx, ids), matches.loads_of(rx, ids)
    return [coach_of(person, openings.get(person.id), loads.get(person.id, 0.0)) for person in persons]


def coach_of(person: Person, openings, load) -> Coach:
    document = {"language": person.language, **person.document}
    return Coach(
        id=person.id,
        profile=read_profile(words_in_use(), document, Faults()),
        preferences=read_preferences(words_in_use(), document, Faults(), of_coach=True),
        active=person.state == "active",
        accepting=person.accepting,
        capacity=person.capacity,
        load=load,
        credentials=tuple(_credential(held) for held in person.document.get("credentials", ())),
        openings=openings,
    )


def _credential(held) -> Credential:
    until = held.get("expires_on")
    return Credential(held["kind"], date.fromisoformat(until) if until else None)
