"""Codes on paper, and codes read out: each a mark, made by our key, of letters that stand nowhere else."""

import sqlalchemy as sa

from services.notifications.store.tables import codes
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.kernel.ids import new_id


def mark(desk: Desk, code: str) -> str:
    """Whoever types it is not asked where they belong, so neither is the mark."""
    return str(desk.sealer.blind(code, purpose="code"))


def keep(tx, code: str, **told) -> None:
    tx.insert(codes, id=new_id(), mark=mark(tx.desk, code), made_at=tx.now, **told)


def organisation_of(desk: Desk, code: str) -> str | None:
    with for_reading(desk.engine) as connection:
        return connection.execute(sa.select(codes.c.organisation).where(codes.c.mark == mark(desk, code))).scalar()


def use(tx, code: str) -> str | None:
    """Whose it is. Once: of two who try, one."""
    this = (codes.c.mark == mark(tx.desk, code), codes.c.used_at.is_(None), codes.c.expires_at > tx.now)
    row = tx.row(codes, *this)
    return row["person_id"] if row and tx.update(codes, *this, used_at=tx.now) else None


def left(rx, person_id, *, kind) -> int:
    """How many can still be used."""
    mine = (codes.c.person_id == person_id, codes.c.kind == kind, codes.c.used_at.is_(None))
    return len(rx.rows(codes, *mine, codes.c.expires_at > rx.now))


def take_back(tx, person_id, *, kind) -> None:
    tx.delete(codes, codes.c.person_id == person_id, codes.c.kind == kind)


def forget(tx, person_id) -> None:
    tx.delete(codes, codes.c.person_id == person_id)
