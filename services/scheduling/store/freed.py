"""Times that came free, who would like one, and to whom each was offered."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from services.scheduling.domain.freed import TimeOffer
from services.scheduling.store.free_tables import earlier_wishes, freed_times, time_offers
from services.scheduling.store.tables import parties
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict


def wish(tx: Transaction, person_id: str, *, since: datetime) -> None:
    tx.insert_if_absent(earlier_wishes, person_id=person_id, since=since)


def wait_again(tx: Transaction, person_id: str, *, since: datetime) -> None:
    tx.update(earlier_wishes, earlier_wishes.c.person_id == person_id, since=since)


def forget_wish(tx: Transaction, person_id: str) -> None:
    tx.delete(earlier_wishes, earlier_wishes.c.person_id == person_id)


def waiting_since(rx: Reading, person_id: str) -> datetime | None:
    row = rx.row(earlier_wishes, earlier_wishes.c.person_id == person_id)
    return row["since"] if row else None


def who_waits_for(rx: Reading, coach_id: str, *, besides: Sequence[str], limit: int) -> list[str]:
    """Matches of those who would like an earlier time with this coach, whoever has waited longest first."""
    both = sa.join(earlier_wishes, parties, parties.c.member_id == earlier_wishes.c.person_id)
    found = sa.select(parties.c.match_id).select_from(both)
    walking = parties.c.coach_id == coach_id, parties.c.state == "active"
    found = found.where(*walking, parties.c.member_id.not_in(besides))
    in_order = found.order_by(earlier_wishes.c.since, earlier_wishes.c.person_id).limit(limit)
    return [row["match_id"] for row in rx.query(in_order)]


def add_time(tx: Transaction, *, id: str, coach_id: str, freed_by: str, starts_at: datetime) -> None:
    tx.insert(freed_times, id=id, coach_id=coach_id, freed_by=freed_by, starts_at=starts_at, open=True)


def open_times(rx: Reading, *, limit: int) -> Sequence[Row]:
    return rx.rows(freed_times, freed_times.c.open.is_(True), order_by=[freed_times.c.starts_at], limit=limit)


def close_time(tx: Transaction, id: str) -> None:
    tx.update(freed_times, freed_times.c.id == id, open=False)


def asked_about(rx: Reading, freed_id: str) -> list[TimeOffer]:
    return [_offer(row) for row in rx.rows(time_offers, time_offers.c.freed_id == freed_id)]


def add(tx: Transaction, offer: TimeOffer) -> None:
    tx.insert(time_offers, **asdict(offer))


def keep(tx: Transaction, offer: TimeOffer) -> None:
    own = time_offers.c.id == offer.id, time_offers.c.version == offer.version - 1
    if not tx.update(time_offers, *own, **asdict(offer)):
        raise Conflict("Somebody changed this just now. Please look again.", code="changed_meanwhile")


def find(rx: Reading, id: str) -> TimeOffer | None:
    row = rx.row(time_offers, time_offers.c.id == id)
    return _offer(row) if row else None


def standing(rx: Reading, *where: sa.ColumnElement[bool]) -> list[TimeOffer]:
    return [_offer(row) for row in rx.rows(time_offers, time_offers.c.state == "offered", *where)]


def standing_of(rx: Reading, member_id: str) -> list[TimeOffer]:
    return standing(rx, time_offers.c.member_id == member_id)


def standing_of_match(rx: Reading, match_id: str) -> list[TimeOffer]:
    return standing(rx, time_offers.c.match_id == match_id)


def run_out(rx: Reading) -> list[TimeOffer]:
    return standing(rx, time_offers.c.expires_at <= rx.now)


def page(
    rx: Reading, *, person: str | None, after: str | None, limit: int, state: str | None
) -> tuple[list[TimeOffer], str | None]:
    where: list[sa.ColumnElement[bool]] = [time_offers.c.state == state] if state else []
    if person:
        where.append(sa.or_(time_offers.c.member_id == person, time_offers.c.coach_id == person))
    by = (time_offers.c.offered_at, time_offers.c.id)
    rows, following = rx.page(time_offers, *where, by=by, after=after, limit=limit)
    return [_offer(row) for row in rows], following


def _offer(row: Row) -> TimeOffer:
    return TimeOffer(**{field.name: row[field.name] for field in fields(TimeOffer)})
