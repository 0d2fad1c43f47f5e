"""Sessions offered to colleagues, and who was told of each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

import sqlalchemy as sa

from services.scheduling.domain.cover import Cover
from services.scheduling.store.cover_tables import cover_asks, covers
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict


def add(tx: Transaction, cover: Cover, *, asked: Mapping[str, str | None]) -> None:
    """`asked` says of each colleague why they were not told, or None."""
    tx.insert(covers, **asdict(cover))
    rows = [{"cover_id": cover.id, "coach_id": id, "not_told": why} for id, why in asked.items()]
    tx.insert_many(cover_asks, rows)


def keep(tx: Transaction, cover: Cover) -> None:
    own = covers.c.id == cover.id, covers.c.version == cover.version - 1
    if not tx.update(covers, *own, **asdict(cover)):
        raise Conflict("Somebody changed this just now. Please look again.", code="changed_meanwhile")


def find(rx: Reading, id: str) -> Cover | None:
    row = rx.row(covers, covers.c.id == id)
    return _cover(row) if row else None


def open_of_session(rx: Reading, session_id: str) -> Cover | None:
    row = rx.row(covers, covers.c.session_id == session_id, covers.c.state == "offered")
    return _cover(row) if row else None


def open_begun(rx: Reading, *, limit: int) -> list[Cover]:
    begun = covers.c.state == "offered", covers.c.starts_at <= rx.now
    return [_cover(row) for row in rx.rows(covers, *begun, limit=limit)]


def asked(rx: Reading, ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {id: {} for id in ids}
    for row in rx.rows(cover_asks, cover_asks.c.cover_id.in_(ids), order_by=[cover_asks.c.coach_id]):
        found[row["cover_id"]][row["coach_id"]] = row["not_told"]
    return found


def page(
    rx: Reading, *, person: str | None, after: str | None, limit: int, state: str | None
) -> tuple[list[Cover], str | None]:
    """What begins first, first: one's own, and what one was told of."""
    where: list[sa.ColumnElement[bool]] = [covers.c.state == state] if state else []
    if person:
        told = sa.select(cover_asks.c.cover_id).where(cover_asks.c.coach_id == person, cover_asks.c.not_told.is_(None))
        where.append(sa.or_(covers.c.coach_id == person, covers.c.id.in_(told)))
    rows, following = rx.page(covers, *where, by=(covers.c.starts_at, covers.c.id), after=after, limit=limit)
    return [_cover(row) for row in rows], following


def everything(rx: Reading) -> list[Cover]:
    return [_cover(row) for row in rx.rows(covers, covers.c.state == "offered")]


def _cover(row: Row) -> Cover:
    return Cover(**{field.name: row[field.name] for field in fields(Cover)})
