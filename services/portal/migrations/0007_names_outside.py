"""By which name an identity provider speaks of somebody."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "outside_names",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("known_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
        sa.UniqueConstraint("person_id"),
    )
    op.create_index("ix_outside_names_organisation", "outside_names", ["organisation"])
