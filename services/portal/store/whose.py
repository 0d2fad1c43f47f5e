"""Before we know who knocks: which organisation a secret's mark belongs to. Nothing else is read without an actor."""

import sqlalchemy as sa

from shared.db.desk import Desk
from shared.db.transaction import reading
from shared.kernel.actor import Actor

NOBODY = Actor(person="portal", role="service", organisation="")


def organisation_of(desk: Desk, table: sa.Table, mark: str) -> str | None:
    """Whose it is goes by another name inside, or the reading would narrow it to nobody's."""
    found = sa.select(table.c.organisation.label("whose")).where(table.c.mark == mark).subquery()
    with reading(desk, NOBODY) as rx:
        rows = rx.query(sa.select(found))
    return str(rows[0]["whose"]) if rows else None
