"""Whom a coach may reach for an hour, because it could not wait."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "emergencies",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("expires_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_emergencies_organisation", "emergencies", ["organisation"])
    op.create_index("ix_emergencies_person_id", "emergencies", ["person_id"])
