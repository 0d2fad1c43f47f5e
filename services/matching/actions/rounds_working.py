"""What a worker does for rounds: works them out, and turns what was published into offers, one pair after another."""

from datetime import timedelta

from services.matching.actions.choices import choose
from services.matching.actions.rounds_computing import LEASE, compute, real_now
from services.matching.domain.exposure import Place
from services.matching.domain.round import Pair, Round
from services.matching.store import rounds, shortlists
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import Refused

PIECE = 50


def work_on_rounds(desk: Desk) -> int:
    """How many were taken in hand. One that a worker left behind is begun again, or gone on with, safely."""
    return sum(_take(desk, organisation) for organisation in rounds.organisations_with_work(desk, real=real_now()))


def _take(desk: Desk, organisation: str) -> int:
    machine = Actor(person=desk.name, role="service", organisation=organisation)
    mine = take_in_hand(desk, machine)
    if mine is None:
        return 0
    if mine.state == "publishing":
        publish(desk, Actor(person=mine.begun_by, role="service", organisation=organisation), mine)
    else:
        compute(desk, machine, mine)
    return 1


def take_in_hand(desk: Desk, machine: Actor, *, lease: timedelta = LEASE) -> Round | None:
    """Nobody else takes it until the lease is over; whoever does then, goes on alone."""
    with transaction(desk, machine) as tx:
        found = rounds.to_take(tx, real=real_now())
        if found is None:
            return None
        deed = "go_on" if found.state == "publishing" else "compute"
        mine = found.move(deed, lease_until=real_now() + lease)
        rounds.keep(tx, mine)
        return mine


def publish(desk: Desk, actor: Actor, round: Round) -> None:
    """Each pair by itself: what arose meanwhile stops that pair and no other, and is written down beside it."""
    done = round.done
    while left := _unsettled(desk, actor, round):
        for pair in left:
            _settle(desk, actor, round, pair)
        done += len(left)
        with transaction(desk, actor) as tx:
            if not rounds.go_on(tx, round, done=done, lease_until=real_now() + LEASE):
                return
    with transaction(desk, actor) as tx:
        if rounds.go_on(tx, round, done=done):
            rounds.keep(tx, round.move("finish", done=done, lease_until=None))


def _unsettled(desk: Desk, actor: Actor, round: Round) -> list[Pair]:
    with transaction(desk, actor) as tx:
        return rounds.unsettled(tx, round.id, limit=PIECE)


def _settle(desk: Desk, actor: Actor, round: Round, pair: Pair) -> None:
    if pair.coach_id is None:
        return _kept(desk, actor, pair.settle("left"))
    try:
        with transaction(desk, actor) as tx:
            _offer(tx, round, pair)
            rounds.keep_pair(tx, pair.settle("offered"))
    except Refused as refused:
        return _kept(desk, actor, pair.settle("conflict", conflict=refused.code))
    return None


def _offer(tx, round: Round, pair: Pair) -> None:
    """As if the person had chosen: the same rules are asked, and the same words come when one is broken."""
    place = Place(pair.coach_id, position=1, by_points=1)
    made = {"referral_id": pair.referral_id, "weights_version": round.weights_version}
    shortlist_id = shortlists.snapshot(tx, **made, places=[place], considered=1, shown=1)
    choose(tx, pair.referral_id, shortlist_id=shortlist_id, coach_ids=[pair.coach_id])


def _kept(desk: Desk, actor: Actor, pair: Pair) -> None:
    with transaction(desk, actor) as tx:
        rounds.keep_pair(tx, pair)
