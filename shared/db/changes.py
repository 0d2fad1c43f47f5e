from typing import Any

import sqlalchemy as sa

OWN = "own_organisation"


class Change:
    """A change that is made all the time, built once: building it anew took longer than making it.

    Its parameters are named `b_…`; it is narrowed to the organisation of whoever makes it, and a new row is theirs.
    """

    def __init__(self, statement: sa.Update | sa.Insert) -> None:
        table: Any = statement.table
        if isinstance(statement, sa.Update):
            self.statement: sa.Update | sa.Insert = statement.where(table.c.organisation == sa.bindparam(OWN))
        else:
            self.statement = statement.values(organisation=sa.bindparam(OWN))
