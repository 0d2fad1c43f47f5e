"""What a contact settled is found by that contact."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for table, column in (("calls", "closed_for"), ("contact_points", "given_up_for")):
        known = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"{table}_{column}", table, [column], sqlite_where=known, postgresql_where=known)
