"""From what people said to how the rules of matching look at them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.matching.actions.vocabulary import words_in_use
from services.matching.domain.credentials import USUAL_ROLE
from services.matching.domain.faults import Faults
from services.matching.domain.introduction import lint
from services.matching.domain.not_collected import not_collected, refuse_what_looks_like_it
from services.matching.domain.not_collected import said as in_words
from services.matching.domain.people import Coach, Credential, Member
from services.matching.domain.person import Person
from services.matching.domain.preferences import read_preferences
from services.matching.domain.profile import UNDER_18, is_under_18, read_profile
from services.matching.domain.words import spoken
from services.matching.store import availability, matches


def refuse_unknown_words(rx, person: Person, *, said: Mapping[str, Any]) -> None:
    """Every code must be one of the vocabulary, and no wish may contradict another. `said`: what is new of it."""
    faults, vocabulary = Faults(), words_in_use(rx)
    read_profile(vocabulary, person.document, faults)
    read_preferences(vocabulary, person.document, faults, of_coach=person.is_coach)
    refuse_others_names_and_dates(person, faults)
    refuse_what_we_do_not_collect(person, faults)
    refuse_an_age_below_18(said, faults)
    faults.refuse_if_any()


def refuse_others_names_and_dates(person: Person, faults: Faults) -> None:
    """A coach's introduction is read by others: it names nobody but its writer."""
    text, spared = person.document.get("introduction") or "", person.document.get("not_names") or ()
    for words in lint(text, own_name=person.name, not_names=spared, language=spoken(person.language)):
        faults.add("introduction", words)


def refuse_what_we_do_not_collect(person: Person, faults: Faults) -> None:
    for facet, words in (person.document.get("self_described") or {}).items():
        if name := not_collected(facet):
            faults.add(f"self_described.{facet}", in_words(name, spoken(person.language)))
        refuse_what_looks_like_it(f"self_described.{facet}", words or "", faults)
    for part in ("profile", "used", "shown", "not_for_me"):
        for facet in person.document.get(part) or {}:
            if name := not_collected(facet):
                faults.add(f"{part}.{facet}", in_words(name, spoken(person.language)))


def refuse_an_age_below_18(said: Mapping[str, Any], faults: Faults) -> None:
    """Where it is said now: whoever wrote it down long ago can still change everything else."""
    if is_under_18((said.get("self_described") or {}).get("age_band") or ""):
        faults.add("self_described.age_band", UNDER_18)


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
        role=person.document.get("role") or USUAL_ROLE,
        openings=openings,
    )


def _credential(held) -> Credential:
    until = held.get("expires_on")
    return Credential(held["kind"], date.fromisoformat(until) if until else None)
