"""Before we know who knocks: which organisation a secret's mark belongs to. Nothing else is read without an actor."""

import sqlalchemy as sa

from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.kernel.actor import Actor

NOWHERE = "00000000-0000-0000-0000-000000000000"
NOBODY = Actor("portal", "service", NOWHERE)


def organisation_of(desk: Desk, table: sa.Table, mark: str) -> str | None:
    with for_reading(desk.engine) as connection:
        return connection.execute(sa.select(table.c.organisation).where(table.c.mark == mark)).scalar()
