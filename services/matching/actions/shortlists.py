from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.matching.actions.crowd import crowd_of
from services.matching.actions.eligibility import limits_for, look_at
from services.matching.actions.need_to_know import known_referral
from services.matching.actions.organisation import customs_of
from services.matching.actions.vocabulary import words_in_use
from services.matching.domain import words
from services.matching.domain.eligibility import NotShown, broken, not_shown
from services.matching.domain.people import Member
from services.matching.domain.ranking import Ranked, rank
from services.matching.domain.reasons import Reason, Telling, not_met, reasons
from services.matching.domain.referral import Referral
from services.matching.domain.weights import DEFAULT
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
    """`coach_ids` is the whole order; `items` is what is shown of it."""

    referral_id: str
    coach_ids: list[str]
    items: list[Suggestion]
    considered: int
    not_shown: list[tuple[NotShown, str]]


def make_shortlist(rx, referral_id, *, limit: int, language: str | None = None) -> Shortlist:
    """Who could walk with this person, best first, and why others are not shown."""
    referral, crowd = known_referral(rx, referral_id), crowd_of(rx)
    member, limits = crowd.members[referral.member_id], limits_for(rx, referral.member_id)
    breaks = {coach.id: broken(member, coach, limits) for coach in crowd.coaches.values()}
    ranked = _ranked(rx, referral, member, [crowd.coaches[id] for id, found in breaks.items() if not found])
    shown = _still_fit(rx, member, ranked[:limit])
    telling = _telling(rx, referral.member_id, language)
    return Shortlist(
        referral_id=referral.id,
        coach_ids=[one.coach.id for one in ranked[:KEPT]],
        items=[_suggestion(member, one, place, telling) for place, one in enumerate(shown, start=1)],
        considered=len(crowd.coaches),
        not_shown=_why_not(list(breaks.values()), telling),
    )


def keep_shortlist(tx, shortlist: Shortlist, *, limit: int) -> str:
    """What was shown, at which position, by which weights: ids only. Its id is what a choice refers to."""
    return shortlists.snapshot(
        tx,
        referral_id=shortlist.referral_id,
        coach_ids=shortlist.coach_ids,
        weights_version=DEFAULT.version,
        considered=shortlist.considered,
        shown=limit,
    )


def _ranked(rx, referral: Referral, member: Member, coaches) -> list[Ranked]:
    seen = shortlists.shown_lately(rx, besides=referral.id)
    fresh = [replace(coach, shown_lately=seen.get(coach.id, 0)) for coach in coaches]
    return rank(member, fresh, now=rx.now, ready_from=referral.ready_from, seed=referral.id)


def _still_fit(rx, member: Member, ranked: Sequence[Ranked]) -> list[Ranked]:
    """What is shown is asked of the database once more."""
    _, coaches = look_at(rx, member_id=member.id, coach_ids=[one.coach.id for one in ranked])
    limits = limits_for(rx, member.id)
    return [one for one in ranked if not broken(member, coaches[one.coach.id], limits)]


def _telling(rx, member_id, language) -> Telling:
    """In the reader's language if they say one, or the person's; on the person's own clock."""
    person = people.find(rx, member_id)
    customs = customs_of(rx)
    zone = person.time_zone if person else customs.time_zone
    spoken = words.spoken(language or (person.language if person else customs.language))
    return Telling(vocabulary=words_in_use(), language=spoken, zone=zone, now=rx.now)


def _suggestion(member: Member, one: Ranked, position: int, telling: Telling) -> Suggestion:
    why = reasons(member, one.coach, one.first_opening, telling)
    return Suggestion(one, position, why, not_met(member, one.coach, telling))


def _why_not(breaks, telling: Telling) -> list[tuple[NotShown, str]]:
    return [(found, _words(found, telling)) for found in not_shown(breaks)]


def _words(found: NotShown, telling: Telling) -> str:
    about = found.constraint.about
    what = telling.vocabulary.label(about, telling.language) if about else ""
    return words.why_not_shown(found.constraint.name, telling.language, what)
