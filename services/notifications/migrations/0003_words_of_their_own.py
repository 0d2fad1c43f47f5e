"""An organisation's own words, every version of them"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "wordings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "kind", "language", "version", name="wordings_once"),
    )
    op.create_index("ix_wordings_organisation", "wordings", ["organisation"])
