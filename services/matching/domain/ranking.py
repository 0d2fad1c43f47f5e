"""Who could walk well with whom. Pure, deterministic, monotone: more in common never ranks a coach lower.

Plain Python, one coach at a time: the reference the columnar index is held to, and what explains the few who are shown.
Points are counted in whole thousandths, so that the order of adding up never matters and both agree to the last one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.matching.domain.exposure import FULL, Seen, ease
from services.matching.domain.lots import lot, mark
from services.matching.domain.people import Coach, Member
from services.matching.domain.vocabulary import Code
from services.matching.domain.weights import COUNTS_ONLY_WHEN_ASKED, DEFAULT, Weights, thousandths

AGES = ("18_24", "25_34", "35_49", "50_64", "65_plus")
SPIRITUALITY = Code("outlook", "spirituality_central")
STILL_FINDING = Code("pathway", "still_finding")
LIVED = ("lived_with", "health", "circumstances")
NEAR = ("pathway", "outlook", "family_life", *LIVED)


@dataclass(frozen=True)
class Ranked:
    """`terms` is for the supervisor who weighs the weights. A page shows the order and the reasons, never points.

    `score` is in millionths of a point: thousandths by the coach's own thousandths.
    """

    coach: Coach
    first_opening: datetime | None
    terms: Mapping[str, float]
    score: int

    @property
    def points(self) -> float:
        return self.score / 1_000_000


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
    scored = [score(member, coach, now=now, ready_from=ready_from, weights=weights) for coach in coaches]
    drawn = mark(seed)
    return sorted(scored, key=lambda one: (-one.score, lot(drawn, mark(one.coach.id)), one.coach.id))


def score(member: Member, coach: Coach, *, now: datetime, ready_from: datetime, weights: Weights = DEFAULT) -> Ranked:
    opening = coach.openings.first(now=now, ready_from=ready_from) if coach.openings else None
    terms = {
        "most_important": _most_important(member, coach, weights),
        "wishes": _wishes(member, coach, weights),
        "first_meeting": _first_meeting(opening, max(now, ready_from), weights),
        "outlook": _outlook(member, coach, weights),
        "family_life": thousandths(weights.family_life) if _shared(member, coach, "family_life") else 0,
        "pathway": thousandths(weights.pathway) if walks_alike(member, coach) else 0,
        "lived": _lived(member, coach, weights),
        "spirituality": thousandths(weights.spirituality) if SPIRITUALITY in _common(member, coach) else 0,
        "age": _age(member, coach, weights),
        "fairness": _fairness(coach, now, weights),
    }
    total = sum(terms.values()) * coach_side(member, coach, weights)
    return Ranked(coach, opening, {term: value / 1000 for term, value in terms.items()}, total)


def _most_important(member: Member, coach: Coach, weights: Weights) -> int:
    """Partly met: not this, but another thing of the same kind that the two share, or the next age band.

    Who a person is has no "partly".
    """
    wish = member.preferences.most_important
    if wish is None:
        return 0
    if wish in coach.profile.traits:
        return thousandths(weights.most_important)
    near = _is_next_age(wish, coach) or (wish.facet in NEAR and _shared(member, coach, wish.facet))
    return thousandths(weights.most_important_partly) if near else 0


def _wishes(member: Member, coach: Coach, weights: Weights) -> int:
    met = sum(wish in coach.profile.traits for wish in member.preferences.preferred)
    return sum(map(thousandths, weights.wishes[:met]))


def _first_meeting(opening: datetime | None, counted_from: datetime, weights: Weights) -> int:
    if opening is None:
        return 0
    within = (points for hours, points in weights.first_meeting if opening <= counted_from + timedelta(hours=hours))
    return thousandths(next(within, 0))


def _outlook(member: Member, coach: Coach, weights: Weights) -> int:
    """Of what this member said for or against, the share this coach says too."""
    wanted, unwanted = _outlook_of(member), {c for c in member.profile.not_for_me if c.facet == "outlook"}
    agreed = len(wanted & _outlook_of(coach)) + len(unwanted & coach.profile.not_for_me)
    said = len(wanted) + len(unwanted)
    return thousandths(weights.outlook) * agreed // said if said else 0


def _outlook_of(person: Member | Coach) -> frozenset[Code]:
    return person.profile.used_in("outlook") - {SPIRITUALITY}


def walks_alike(member: Member, coach: Coach) -> bool:
    """Reads as "comfortable with", not "must have walked"; whoever is still finding is at home with all."""
    theirs, ours = member.profile.used_in("pathway"), coach.profile.used_in("pathway")
    return bool(theirs & ours) or STILL_FINDING in theirs or bool(theirs and STILL_FINDING in ours)


def _lived(member: Member, coach: Coach, weights: Weights) -> int:
    shared = [
        code for code in _common(member, coach) if code.facet in LIVED and code.code not in COUNTS_ONLY_WHEN_ASKED
    ]
    if all(code.facet == "lived_with" for code in shared):
        return thousandths(weights.lived_substance) if shared else 0
    return sum(map(thousandths, weights.lived[: len(shared)]))


def _age(member: Member, coach: Coach, weights: Weights) -> int:
    same, near = map(thousandths, weights.age)
    if _shared(member, coach, "age_band"):
        return same
    return near if any(_is_next_age(band, coach) for band in member.profile.used_in("age_band")) else 0


def _is_next_age(band: Code, coach: Coach) -> bool:
    if band.facet != "age_band":
        return False
    theirs = [AGES.index(code.code) for code in coach.profile.used_in("age_band")]
    return any(abs(AGES.index(band.code) - age) == 1 for age in theirs)


def _fairness(coach: Coach, now: datetime, weights: Weights) -> int:
    """More room, and longer unseen."""
    share = room_share(coach.capacity, coach.room)
    rested = ease(Seen(coach.shown_lately, coach.last_shown), now)
    return (thousandths(weights.room) * share + thousandths(weights.seldom_shown) * rested) // FULL


def room_share(capacity: float, room: float) -> int:
    """Thousandths of what they said they can carry that are free."""
    return int(FULL * max(0.0, room / capacity)) if capacity else 0


def coach_side(member: Member, coach: Coach, weights: Weights = DEFAULT) -> int:
    """How the coach's own practical wishes are met, in thousandths between the floor and all of it."""
    wishes = coach.preferences.wishes
    met = sum(wish in member.profile.traits for wish in wishes)
    least = thousandths(weights.reciprocity)
    return least + (FULL - least) * met // len(wishes) if wishes else FULL


def _common(member: Member, coach: Coach) -> frozenset[Code]:
    return member.profile.used & coach.profile.used


def _shared(member: Member, coach: Coach, facet: str) -> bool:
    return any(code.facet == facet for code in _common(member, coach))
