from collections.abc import Sequence
from dataclasses import asdict, fields

import sqlalchemy as sa

from services.matching.domain.match import Match
from services.matching.domain.refusals import refusal
from services.matching.store.tables import matches
from shared.db.questions import Among
from shared.db.reading import prepared

FIELDS = [field.name for field in fields(Match)]
GOING = matches.c.state.in_(("active", "paused"))
CHUNK = 500
LOADS = prepared(
    sa.select(matches.c.coach_id, sa.func.sum(matches.c.weight))
    .where(Among(matches.c.coach_id, "coach_ids"), GOING)
    .group_by(matches.c.coach_id)
)


def add(tx, match: Match) -> None:
    tx.insert(matches, **_values(match))


def keep(tx, match: Match) -> None:
    unchanged = matches.c.version == match.version - 1
    if not tx.update(matches, matches.c.id == match.id, unchanged, **_values(match)):
        raise refusal("changed_meanwhile")


def find(rx, match_id) -> Match | None:
    row = rx.row(matches, matches.c.id == match_id)
    return row and _match(row)


def of_offer(rx, offer_id) -> Match | None:
    row = rx.row(matches, matches.c.offer_id == offer_id)
    return row and _match(row)


def of_offers(rx, offer_ids: Sequence[str]) -> dict[str, str]:
    """The match that came of each accepted offer."""
    return {row["offer_id"]: row["id"] for row in rx.rows(matches, matches.c.offer_id.in_(offer_ids))}


def page(rx, *, coach_id=None, member_id=None, state=None, of=None, cursor, limit):
    asked = {"coach_id": coach_id, "member_id": member_id, "state": state}
    where = [matches.c[name] == value for name, value in asked.items() if value]
    if of:
        where.append(sa.or_(matches.c.coach_id == of, matches.c.member_id == of))
    rows, following = rx.page(matches, *where, by=[matches.c.id], after=cursor, limit=limit)
    return [_match(row) for row in rows], following


def going_of_coach(rx, coach_id) -> list[Match]:
    return [_match(row) for row in rx.rows(matches, matches.c.coach_id == coach_id, GOING, order_by=[matches.c.id])]


def going_of_member(rx, member_id) -> list[Match]:
    return [_match(row) for row in rx.rows(matches, matches.c.member_id == member_id, GOING, order_by=[matches.c.id])]


def going_between(rx, one, other) -> list[Match]:
    """In whichever role each is."""
    pair = (matches.c.coach_id.in_([one, other]), matches.c.member_id.in_([one, other]))
    return [_match(row) for row in rx.rows(matches, *pair, GOING, order_by=[matches.c.id])]


def to_end(rx, *, limit) -> list[Match]:
    due = (GOING, matches.c.ends_at <= rx.now)
    return [_match(row) for row in rx.rows(matches, *due, order_by=[matches.c.coach_id, matches.c.id], limit=limit)]


def to_look_at(rx, *, before, limit) -> list[Match]:
    """Those resting whose day to look again comes before then, the earliest first."""
    due = (matches.c.state == "paused", matches.c.until < before)
    return [_match(row) for row in rx.rows(matches, *due, order_by=[matches.c.until, matches.c.id], limit=limit)]


def everyone(rx) -> list[Match]:
    return [_match(row) for row in rx.rows(matches, order_by=[matches.c.id])]


def walk_together(rx, *, coach_id, member_ids: Sequence[str]) -> set[str]:
    """Which of these members this coach walks with now."""
    own = rx.rows(matches, matches.c.coach_id == coach_id, matches.c.member_id.in_(member_ids), GOING)
    return {row["member_id"] for row in own}


def coaches_of(rx, member_id) -> set[str]:
    return {row["coach_id"] for row in rx.rows(matches, matches.c.member_id == member_id, GOING)}


def loads_of(rx, coach_ids: Sequence[str]) -> dict[str, float]:
    """The weight of agreed contact each coach carries. A pause keeps its place."""
    found = {}
    for start in range(0, len(coach_ids), CHUNK):
        for coach_id, load in rx.ask(LOADS, coach_ids=coach_ids[start : start + CHUNK]):
            found[coach_id] = float(load)
    return found


def _values(match):
    return asdict(match) | {"modalities": list(match.modalities)}


def _match(row) -> Match:
    return Match(**{name: row[name] for name in FIELDS} | {"modalities": tuple(row["modalities"])})
