from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from services.matching.actions.eligibility import look_at, unfit
from services.matching.actions.portraits import coaches_of, member_of
from services.matching.actions.shortlists import telling_for
from services.matching.domain.cadence import USUAL
from services.matching.domain.people import Coach
from services.matching.domain.person import Person
from services.matching.domain.reasons import Reason, not_met, reasons
from services.matching.domain.refusals import refusal
from services.matching.domain.round import Pair, Round, places_for
from services.matching.store import people, referrals, rounds
from shared.kernel.errors import Invalid, NotFound, PreconditionFailed
from shared.kernel.ids import new_id

NO_ROUND = "We have no such round."
NO_PAIR = "This request is not in this round."
NO_COACH = "We have no such coach."
CHANGED = "Somebody else changed this meanwhile. Please read it again."


@dataclass(frozen=True)
class Told:
    """One pair as it is read: why these two, and what is not met."""

    pair: Pair
    reasons: list[Reason]
    not_met: list[Reason]


def begin_round(tx, *, objective: str, most_each: int) -> Round:
    """One at a time: it is worked out by a worker, and nobody is asked before it is published."""
    begun = {"begun_at": tx.now, "begun_by": tx.actor.person}
    round = Round(id=new_id(), objective=objective, most_each=most_each, **begun)
    rounds.add(tx, round)
    return round


def read_round(rx, round_id) -> Round:
    round = rounds.find(rx, round_id)
    if round is None:
        raise NotFound(NO_ROUND)
    return round


def list_rounds(rx, *, limit: int) -> list[Round]:
    return rounds.newest(rx, limit=limit)


def cancel_round(tx, round_id) -> None:
    """Also while it is being worked out: the worker stops at the next piece. What is published stands."""
    rounds.keep(tx, read_round(tx, round_id).move("cancel", lease_until=None))


def publish_round(tx, round_id) -> Round:
    """From here on a worker asks the coaches, pair by pair."""
    round = read_round(tx, round_id).move("publish", done=0, lease_until=_at_once())
    rounds.keep(tx, round)
    tx.audit("publish round")
    return round


def edit_pair(tx, round_id, referral_id, *, coach_id: str | None, read_version: int) -> Pair:
    """Somebody else for this person, or nobody this time. No limit is broken, and no coach gets more than fits."""
    round = read_round(tx, round_id)
    round.refuse_if_not_draft()
    pair = _pair_of(tx, round, referral_id)
    if pair.version != read_version:
        raise PreconditionFailed(CHANGED)
    if coach_id is not None and coach_id != pair.coach_id:
        tx.queue_for(coach_id)
        _refuse_what_does_not_fit(tx, pair, coach_id)
    edited = pair.edit(coach_id)
    if not rounds.keep_pair(tx, edited):
        raise PreconditionFailed(CHANGED)
    return edited


def pairs_of(rx, round: Round, *, cursor, limit, language=None) -> tuple[list[Told], str | None]:
    """Those who wait longest first, as reasons would be told now."""
    found, following = rounds.pairs_page(rx, round.id, cursor=cursor, limit=limit)
    return tell_pairs(rx, found, language=language), following


def tell_pairs(rx, found: Sequence[Pair], *, language=None) -> list[Told]:
    requests = referrals.those(rx, [pair.referral_id for pair in found])
    ids = {requests[pair.referral_id].member_id for pair in found} | {pair.coach_id for pair in found if pair.coach_id}
    persons = {person.id: person for person in people.those(rx, sorted(ids))}
    coaches = {coach.id: coach for coach in coaches_of(rx, [one for one in persons.values() if one.is_coach])}
    return [_told(rx, pair, requests[pair.referral_id], persons, coaches, language) for pair in found]


def _told(rx, pair: Pair, referral, persons, coaches, language) -> Told:
    coach = coaches.get(pair.coach_id)
    return Told(pair, *(_why(rx, referral, persons[referral.member_id], coach, language) if coach else ([], [])))


def _why(rx, referral, person: Person, coach: Coach, language) -> tuple[list[Reason], list[Reason]]:
    telling, member = telling_for(rx, person, language), member_of(person)
    first = coach.openings.first(now=rx.now, ready_from=referral.ready_from) if coach.openings else None
    return reasons(member, coach, first, telling), not_met(member, coach, telling)


def _pair_of(rx, round: Round, referral_id) -> Pair:
    pair = rounds.pair_of(rx, round.id, referral_id)
    if pair is None:
        raise NotFound(NO_PAIR)
    return pair


def _refuse_what_does_not_fit(tx, pair: Pair, coach_id: str) -> None:
    """Room is counted with whom the draft gives this coach already, and with whom they were asked for."""
    member_id = referrals.find(tx, pair.referral_id).member_id
    _, known = look_at(tx, member_id=member_id, coach_ids=[coach_id])
    if coach_id not in known:
        raise Invalid(NO_COACH, errors={"coach_id": [NO_COACH]})
    if broken := unfit(tx, member_id=member_id, coach_ids=[coach_id]).get(coach_id):
        raise refusal("pair_does_not_fit", errors={"coach_id": sorted({constraint.name for constraint in broken})})
    asked = rounds.asked(tx, coach_id).get(coach_id, 0)
    places = places_for(room=known[coach_id].room, weight=USUAL.weight, asked=asked)
    if rounds.given(tx, pair.round_id, coach_id, besides=pair.referral_id) >= places:
        raise refusal("coach_full_in_round", errors={"coach_id": ["capacity"]})


def _at_once() -> datetime:
    """A lease that is over: any worker may take it."""
    return datetime.fromtimestamp(0, UTC)
