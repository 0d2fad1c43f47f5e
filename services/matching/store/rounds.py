from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from services.matching.domain.referral import Referral
from services.matching.domain.refusals import refusal
from services.matching.domain.round import Pair, Round
from services.matching.store.matches import GOING, matches
from services.matching.store.offers import offers
from services.matching.store.referrals import referrals, those
from services.matching.store.tables import apart, pairs, people, rounds
from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading

FIELDS = [field.name for field in fields(Round)]
PAIR = [field.name for field in fields(Pair)]


def organisations_with_work(desk: Desk, *, real: datetime) -> Sequence[str]:
    """The one question that is asked across organisations: where is work? Each is then served by itself."""
    has_work = sa.exists().where(rounds.c.organisation == organisations.c.organisation, _is_ours_to_take(real))
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation).where(has_work)).scalars())


def to_take(tx, *, real: datetime) -> Round | None:
    """What waits for a worker, or was left by one that is gone; somebody else's hand on it counts."""
    asked = sa.select(rounds).where(_is_ours_to_take(real)).limit(1).with_for_update(skip_locked=True)
    return next((_round(row) for row in tx.query(asked)), None)


def add(tx, round: Round) -> None:
    try:
        tx.insert(rounds, **asdict(round))
    except IntegrityError as error:
        raise refusal("round_in_hand") from error


def keep(tx, round: Round) -> None:
    unchanged = rounds.c.version == round.version - 1
    if not tx.update(rounds, rounds.c.id == round.id, unchanged, **asdict(round)):
        raise refusal("changed_meanwhile")


def go_on(tx, round: Round, **so_far: object) -> bool:
    """How far it is now. Whether it is still ours to go on with: a cancelled one is not."""
    return bool(tx.update(rounds, rounds.c.id == round.id, rounds.c.version == round.version, **so_far))


def find(rx, round_id) -> Round | None:
    row = rx.row(rounds, rounds.c.id == round_id)
    return row and _round(row)


def newest(rx, *, limit: int) -> list[Round]:
    return [_round(row) for row in rx.rows(rounds, order_by=[rounds.c.id.desc()], limit=limit)]


def keep_pairs(tx, drafted: Sequence[Pair]) -> None:
    """In place of what a worker that is gone may have written."""
    for round_id in {pair.round_id for pair in drafted}:
        tx.delete(pairs, pairs.c.round_id == round_id)
    tx.insert_many(pairs, [asdict(pair) for pair in drafted])


def keep_pair(tx, pair: Pair) -> bool:
    unchanged = pairs.c.version == pair.version - 1
    return bool(tx.update(pairs, *_this(pair.round_id, pair.referral_id), unchanged, **asdict(pair)))


def pair_of(rx, round_id, referral_id) -> Pair | None:
    row = rx.row(pairs, *_this(round_id, referral_id))
    return row and _pair(row)


def pairs_page(rx, round_id, *, cursor, limit) -> tuple[list[Pair], str | None]:
    by = [pairs.c.position, pairs.c.referral_id]
    rows, following = rx.page(pairs, pairs.c.round_id == round_id, by=by, after=cursor, limit=limit)
    return [_pair(row) for row in rows], following


def unsettled(rx, round_id, *, limit: int) -> list[Pair]:
    """Not offered yet, and nothing stands against it so far."""
    where = (pairs.c.round_id == round_id, pairs.c.state.in_(("proposed", "edited")))
    return [_pair(row) for row in rx.rows(pairs, *where, order_by=[pairs.c.position], limit=limit)]


def given(rx, round_id, coach_id, *, besides) -> int:
    """How many people a draft gives this coach."""
    count = sa.select(sa.func.count().label("n")).select_from(pairs)
    own = (pairs.c.round_id == round_id, pairs.c.coach_id == coach_id, pairs.c.referral_id != besides)
    return rx.query(count.where(*own))[0]["n"]


def asked(rx, coach_id: str | None = None) -> dict[str, int]:
    """How many open offers wait for each coach's answer."""
    count = sa.select(offers.c.coach_id, sa.func.count().label("n")).where(offers.c.state == "open")
    count = count.where(offers.c.coach_id == coach_id) if coach_id else count
    return {row["coach_id"]: row["n"] for row in rx.query(count.group_by(offers.c.coach_id))}


def waiting(rx) -> list[Referral]:
    """The whole list without whoever is away or asked for silence: whose coach left first, then who waits longest."""
    by = [referrals.c.priority.desc(), referrals.c.ready_from, referrals.c.id]
    here = sa.select(referrals.c.id).join(people, people.c.id == referrals.c.member_id)
    here = here.where(referrals.c.state == "waiting", people.c.state == "active", people.c.do_not_contact.is_(False))
    ids = [row["id"] for row in rx.query(here.order_by(*by))]
    found: dict[str, Referral] = {}
    for start in range(0, len(ids), 500):
        found |= those(rx, ids[start : start + 500])
    return [found[id] for id in ids if id in found]


def kept_apart(rx) -> Mapping[str, set[str]]:
    """For each person whom they are kept apart from, or walk with already."""
    known: dict[str, set[str]] = {}
    for row in rx.rows(apart):
        known.setdefault(row["one"], set()).add(row["other"])
        known.setdefault(row["other"], set()).add(row["one"])
    for row in rx.query(sa.select(matches.c.member_id, matches.c.coach_id).where(GOING)):
        known.setdefault(row["member_id"], set()).add(row["coach_id"])
    return known


def _is_ours_to_take(real: datetime) -> sa.ColumnElement[bool]:
    left = sa.and_(rounds.c.state.in_(("computing", "publishing")), rounds.c.lease_until < real)
    return sa.or_(rounds.c.state == "waiting", left)


def _this(round_id, referral_id):
    return (pairs.c.round_id == round_id, pairs.c.referral_id == referral_id)


def _round(row) -> Round:
    return Round(**{name: row[name] for name in FIELDS})


def _pair(row) -> Pair:
    return Pair(**{name: row[name] for name in PAIR})
