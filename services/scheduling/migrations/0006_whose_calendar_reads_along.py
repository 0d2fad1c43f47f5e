"""Whose calendar reads along"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    with op.batch_alter_table("calendars", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendars_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendars_person_id"), ["person_id"], unique=False)
