"""One person's question, put to the columns."""

from services.matching.actions.crowd import coaches_now
from services.matching.actions.eligibility import limits_for
from services.matching.actions.portraits import member_of
from services.matching.domain.person import Person
from services.matching.domain.referral import Referral
from services.matching.domain.weights import Weights
from services.matching.index.asking import Question
from services.matching.index.ranking import Standing, best
from services.matching.store import exposure, people


def question_for(rx, referral: Referral, person: Person, *, weights: Weights) -> Question:
    """Ties are drawn by lot from the request: the same request, the same order."""
    return Question(
        member=member_of(person),
        limits=limits_for(rx, referral.member_id),
        now=rx.now,
        ready_from=referral.ready_from,
        seed=referral.id,
        weights=weights,
        seen=exposure.seen_lately(rx, besides=referral.id),
    )


def order_for(rx, referral: Referral, *, weights: Weights, limit: int) -> list[Standing]:
    person = people.find(rx, referral.member_id)
    return best(coaches_now(rx), question_for(rx, referral, person, weights=weights), limit=limit)
