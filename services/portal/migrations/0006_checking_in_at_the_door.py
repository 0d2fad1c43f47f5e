"""Browsers at the door where people check in by themselves."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "kiosks",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    op.create_index("ix_kiosks_organisation", "kiosks", ["organisation"])
