from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.matching.actions.crowd import coaches_now
from services.matching.actions.need_to_know import known_referral
from services.matching.actions.portraits import coaches_of
from services.matching.actions.ranking import question_for
from services.matching.actions.vocabulary import words_in_use
from services.matching.actions.weights import weights_in_use
from services.matching.domain import words
from services.matching.domain.eligibility import NotShown, broken
from services.matching.domain.exposure import Place, Seen, places
from services.matching.domain.people import Coach
from services.matching.domain.person import Person
from services.matching.domain.ranking import Ranked, score
from services.matching.domain.reasons import Reason, Telling, not_met, reasons
from services.matching.index.asking import Question
from services.matching.index.filtering import not_shown
from services.matching.index.ranking import best
from services.matching.store import people, shortlists

KEPT = 50


@dataclass(frozen=True)
class Suggestion:
    ranked: Ranked
    position: int
    reasons: list[Reason]
    not_met: list[Reason]


@dataclass(frozen=True)
class Shortlist:
    """`places` is the whole order that is kept; `items` is what is shown of it."""

    referral_id: str
    weights_version: str
    places: list[Place]
    items: list[Suggestion]
    considered: int
    not_shown: list[tuple[NotShown, str]]


def make_shortlist(rx, referral_id, *, limit: int, language: str | None = None) -> Shortlist:
    """Who could walk with this person, best first, and why others are not shown."""
    referral, columns, weights = known_referral(rx, referral_id), coaches_now(rx), weights_in_use(rx)
    person = people.find(rx, referral.member_id)
    question = question_for(rx, referral, person, weights=weights)
    order = [one.coach_id for one in best(columns, question, limit=KEPT)]
    kept = places(order, seed=referral.id)
    telling = telling_for(rx, person, language)
    return Shortlist(
        referral_id=referral.id,
        weights_version=weights.version,
        places=kept,
        items=_suggestions(rx, question, kept[:limit], telling),
        considered=len(columns),
        not_shown=[(found, _words(found, telling)) for found in not_shown(columns, question)],
    )


def kept_already(rx, shortlist: Shortlist, *, limit: int) -> str | None:
    """Looked at again, it says what it said: nobody waits for a turn to write."""
    return shortlists.kept_already(rx, **_as_shown(shortlist, limit))


def keep_shortlist(tx, shortlist: Shortlist, *, limit: int) -> str:
    """What was shown, at which position, by which weights: ids only. Its id is what a choice refers to."""
    return shortlists.snapshot(tx, **_as_shown(shortlist, limit))


def _as_shown(shortlist: Shortlist, limit: int) -> dict[str, Any]:
    told = {name: getattr(shortlist, name) for name in ("referral_id", "places", "weights_version", "considered")}
    return told | {"shown": limit}


def telling_for(rx, person: Person, language) -> Telling:
    """In the reader's language if they say one, or the person's; on the person's own clock."""
    spoken = words.spoken(language or person.language)
    return Telling(vocabulary=words_in_use(rx), language=spoken, zone=person.time_zone, now=rx.now)


def _suggestions(rx, question: Question, shown: Sequence[Place], telling: Telling) -> list[Suggestion]:
    """What is shown is asked of the database once more."""
    coaches = coaches_of(rx, people.those(rx, [place.coach_id for place in shown]))
    fit = {coach.id: coach for coach in coaches if not broken(question.member, coach, question.limits)}
    return [_suggestion(question, fit[one.coach_id], one, telling) for one in shown if one.coach_id in fit]


def _suggestion(question: Question, coach: Coach, place: Place, telling: Telling) -> Suggestion:
    ranked = _explained(question, coach)
    why = reasons(question.member, coach, ranked.first_opening, telling)
    return Suggestion(ranked, place.position, why, not_met(question.member, coach, telling))


def _explained(question: Question, coach: Coach) -> Ranked:
    seen = question.seen.get(coach.id, Seen())
    known = replace(coach, shown_lately=seen.times, last_shown=seen.last)
    asked = {"now": question.now, "ready_from": question.ready_from, "weights": question.weights}
    return score(question.member, known, **asked)


def _words(found: NotShown, telling: Telling) -> str:
    about = found.constraint.about
    what = telling.vocabulary.label(about, telling.language) if about else ""
    return words.why_not_shown(found.constraint.name, telling.language, what)
