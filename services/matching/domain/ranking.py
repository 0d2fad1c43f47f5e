"""Who could walk well with whom. Pure, deterministic, monotone: more in common never ranks a coach lower."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from services.matching.domain.people import Coach, Member
from services.matching.domain.vocabulary import Code
from services.matching.domain.weights import COUNTS_ONLY_WHEN_ASKED, DEFAULT, Weights

AGES = ("18_24", "25_34", "35_49", "50_64", "65_plus")
SPIRITUALITY = Code("outlook", "spirituality_central")
STILL_FINDING = Code("pathway", "still_finding")
LIVED = ("lived_with", "health", "circumstances")
NEAR = ("pathway", "outlook", "family_life", *LIVED)


@dataclass(frozen=True)
class Ranked:
    """`terms` is for the supervisor who weighs the weights. A page shows the order and the reasons, never points."""

    coach: Coach
    first_opening: datetime | None
    terms: Mapping[str, float]
    points: float


def rank(
    member: Member,
    coaches: Iterable[Coach],
    *,
    now: datetime,
    ready_from: datetime,
    seed: str,
    weights: Weights = DEFAULT,
) -> list[Ranked]:
    """Best first. Ties are drawn by lot from the seed, so that no coach wins them all; same seed, same order."""
    scored = [_score(member, coach, now, ready_from, weights) for coach in coaches]
    return sorted(scored, key=lambda one: (-one.points, _lot(seed, one.coach.id)))


def _score(member: Member, coach: Coach, now: datetime, ready_from: datetime, weights: Weights) -> Ranked:
    opening = coach.openings.first(now=now, ready_from=ready_from) if coach.openings else None
    terms = {
        "most_important": _most_important(member, coach, weights),
        "wishes": _wishes(member, coach, weights),
        "first_meeting": _first_meeting(opening, max(now, ready_from), weights),
        "outlook": _outlook(member, coach, weights),
        "family_life": weights.family_life if _shared(member, coach, "family_life") else 0,
        "pathway": weights.pathway if walks_alike(member, coach) else 0,
        "lived": _lived(member, coach, weights),
        "spirituality": weights.spirituality if SPIRITUALITY in _common(member, coach) else 0,
        "age": _age(member, coach, weights),
        "fairness": _fairness(coach, weights),
    }
    points = round(sum(terms.values()) * coach_side(member, coach, weights), 6)
    return Ranked(coach, opening, terms, points)


def _most_important(member: Member, coach: Coach, weights: Weights) -> float:
    """Partly met: not this, but another thing of the same kind that the two share, or the next age band.

    Who a person is has no "partly".
    """
    wish = member.preferences.most_important
    if wish is None:
        return 0
    if wish in coach.profile.traits:
        return weights.most_important
    near = _is_next_age(wish, coach) or (wish.facet in NEAR and _shared(member, coach, wish.facet))
    return weights.most_important_partly if near else 0


def _wishes(member: Member, coach: Coach, weights: Weights) -> float:
    met = sum(wish in coach.profile.traits for wish in member.preferences.preferred)
    return sum(weights.wishes[:met])


def _first_meeting(opening: datetime | None, counted_from: datetime, weights: Weights) -> float:
    if opening is None:
        return 0
    within = (points for hours, points in weights.first_meeting if opening <= counted_from + timedelta(hours=hours))
    return next(within, 0)


def _outlook(member: Member, coach: Coach, weights: Weights) -> float:
    """Of what this member said for or against, the share this coach says too."""
    wanted, unwanted = _outlook_of(member), {c for c in member.profile.not_for_me if c.facet == "outlook"}
    agreed = len(wanted & _outlook_of(coach)) + len(unwanted & coach.profile.not_for_me)
    said = len(wanted) + len(unwanted)
    return weights.outlook * agreed / said if said else 0


def _outlook_of(person: Member | Coach) -> frozenset[Code]:
    return person.profile.used_in("outlook") - {SPIRITUALITY}


def walks_alike(member: Member, coach: Coach) -> bool:
    """Reads as "comfortable with", not "must have walked"; whoever is still finding is at home with all."""
    theirs, ours = member.profile.used_in("pathway"), coach.profile.used_in("pathway")
    return bool(theirs & ours) or STILL_FINDING in theirs or bool(theirs and STILL_FINDING in ours)


def _lived(member: Member, coach: Coach, weights: Weights) -> float:
    shared = [
        code for code in _common(member, coach) if code.facet in LIVED and code.code not in COUNTS_ONLY_WHEN_ASKED
    ]
    if all(code.facet == "lived_with" for code in shared):
        return weights.lived_substance if shared else 0
    return sum(weights.lived[: len(shared)])


def _age(member: Member, coach: Coach, weights: Weights) -> float:
    same, near = weights.age
    if _shared(member, coach, "age_band"):
        return same
    return near if any(_is_next_age(band, coach) for band in member.profile.used_in("age_band")) else 0


def _is_next_age(band: Code, coach: Coach) -> bool:
    if band.facet != "age_band":
        return False
    theirs = [AGES.index(code.code) for code in coach.profile.used_in("age_band")]
    return any(abs(AGES.index(band.code) - age) == 1 for age in theirs)


def _fairness(coach: Coach, weights: Weights) -> float:
    room = max(0.0, coach.room / coach.capacity) if coach.capacity else 0.0
    return weights.room * room + weights.seldom_shown / (1 + coach.shown_lately)


def coach_side(member: Member, coach: Coach, weights: Weights = DEFAULT) -> float:
    """How the coach's own practical wishes are met, between the floor and 1. Nothing wished for: 1."""
    wishes = coach.preferences.wishes
    met = sum(wish in member.profile.traits for wish in wishes)
    share = met / len(wishes) if wishes else 1.0
    return weights.reciprocity + (1 - weights.reciprocity) * share


def _common(member: Member, coach: Coach) -> frozenset[Code]:
    return member.profile.used & coach.profile.used


def _shared(member: Member, coach: Coach, facet: str) -> bool:
    return any(code.facet == facet for code in _common(member, coach))


def _lot(seed: str, coach_id: str) -> bytes:
    return sha256(f"{seed}:{coach_id}".encode()).digest()
