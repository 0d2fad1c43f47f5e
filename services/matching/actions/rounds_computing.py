"""A round is worked out by a worker: in pieces, so that everybody sees how far it is and may call it off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from services.matching.actions.crowd import coaches_now
from services.matching.actions.organisation import customs_of
from services.matching.actions.portraits import member_of
from services.matching.actions.weights import weights_in_use
from services.matching.domain.cadence import USUAL
from services.matching.domain.eligibility import Limits
from services.matching.domain.people import Member
from services.matching.domain.referral import Referral
from services.matching.domain.round import Pair, Round, places_for
from services.matching.domain.weights import Weights
from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns
from services.matching.index.filtering import eligible
from services.matching.index.pairing import Fits, best_together, first_come, fit_of
from services.matching.index.scoring import scores
from services.matching.store import exposure, people, rounds
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor

PIECE = 200
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Task:
    """All that is looked at, as of one moment."""

    round: Round
    waiting: Sequence[Referral]
    questions: Sequence[Question]
    columns: Columns
    places: np.ndarray
    weights: Weights


def compute(desk: Desk, actor: Actor, round: Round) -> None:
    """From the list as it is to a draft. Stops without a word where somebody called it off."""
    task, fits = gather(desk, actor, round), list[Fits]()
    for piece in _pieces(task.questions):
        fits += [fits_of(task.columns, question) for question in piece]
        if not _went_on(desk, actor, round, done=len(fits), total=len(task.questions)):
            return
    _draft(desk, actor, task, fits)


def real_now() -> datetime:
    """Leases are in real time, whatever a test says the time is."""
    return datetime.now(UTC)


def gather(desk: Desk, actor: Actor, round: Round) -> Task:
    with reading(desk, actor) as rx:
        columns, waiting, weights = coaches_now(rx), rounds.waiting(rx), weights_in_use(rx)
        return Task(
            round=round,
            waiting=waiting,
            questions=_questions(rx, waiting, weights),
            columns=columns,
            places=_places(columns, rounds.asked(rx), round.most_each),
            weights=weights,
        )


def _questions(rx, waiting: Sequence[Referral], weights: Weights) -> list[Question]:
    """Every limit of everybody, read at once."""
    members, apart, seen = _members(rx, waiting), rounds.kept_apart(rx), exposure.seen_lately(rx)
    customs = customs_of(rx)
    today = rx.now.astimezone(ZoneInfo(customs.time_zone)).date()
    needed = {"today": today, "weight": USUAL.weight, "credentials": customs.required_credentials}
    needed |= {"by_role": customs.required_by_role}
    return [
        Question(
            member=members[referral.member_id],
            limits=Limits(apart=frozenset(apart.get(referral.member_id, ())), **needed),
            now=rx.now,
            ready_from=referral.ready_from,
            seed=referral.id,
            weights=weights,
            seen=seen,
        )
        for referral in waiting
    ]


def _members(rx, waiting: Sequence[Referral]) -> dict[str, Member]:
    ids, found = [referral.member_id for referral in waiting], []
    for start in range(0, len(ids), people.CHUNK):
        found += people.those(rx, ids[start : start + people.CHUNK])
    return {person.id: member_of(person) for person in found}


def _places(columns: Columns, asked: dict[str, int], most_each: int) -> np.ndarray:
    rooms = [(columns.id(place), max(0.0, float(room))) for place, room in enumerate(columns.free)]
    found = [places_for(room=room, weight=USUAL.weight, asked=asked.get(id, 0)) for id, room in rooms]
    return np.minimum(np.array(found, np.int64), most_each)


def _pieces(questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
    for start in range(0, len(questions), PIECE):
        yield questions[start : start + PIECE]


def fits_of(columns: Columns, question: Question) -> Fits:
    bits = Bits(question.member, columns.lexicon)
    at = eligible(columns, question, bits)
    return Fits(at, scores(columns, at, question, bits) // 1000)


def _went_on(desk: Desk, actor: Actor, round: Round, *, done: int, total: int) -> bool:
    with transaction(desk, actor) as tx:
        return rounds.go_on(tx, round, done=done, total=total, lease_until=real_now() + LEASE)


def _draft(desk: Desk, actor: Actor, task: Task, fits: Sequence[Fits]) -> None:
    found = best_together(fits, task.places, objective=task.round.objective)
    first = first_come(fits, task.places)
    told = compared(fit_of(fits, found), fit_of(fits, first))
    with transaction(desk, actor) as tx:
        now = rounds.find(tx, task.round.id)
        if now is None or (now.state, now.version) != (task.round.state, task.round.version):
            return
        rounds.keep_pairs(tx, list(_pairs(task, found, first)))
        rounds.keep(tx, now.move("draft", compared=told, weights_version=task.weights.version, lease_until=None))


def _pairs(task: Task, found: np.ndarray, first: np.ndarray):
    for position, (referral, coach, other) in enumerate(zip(task.waiting, found, first, strict=True), start=1):
        yield Pair(
            round_id=task.round.id,
            referral_id=referral.id,
            position=position,
            coach_id=_who(task.columns, coach),
            first_come_id=_who(task.columns, other),
        )


def _who(columns: Columns, place: int) -> str | None:
    return columns.id(place) if place >= 0 else None


def compared(fit: np.ndarray, first: np.ndarray) -> dict[str, float]:
    """What this does against first come, first served: for the list, never person by person."""
    total, other = (float(each[each >= 0].sum()) for each in (fit, first))
    return {
        "waiting": len(fit),
        "given": int((fit >= 0).sum()),
        "given_first_come": int((first >= 0).sum()),
        "better": int((fit > first).sum()),
        "same": int((fit == first).sum()),
        "less": int((fit < first).sum()),
        "fit_percent": round(100 * total / other, 1) if other else 100.0,
    }
