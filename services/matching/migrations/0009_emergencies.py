"""Who looked at a record that was not theirs to see, and who has read why."""

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
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("opened_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("reviewed_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_emergencies_organisation", "emergencies", ["organisation"])
    op.create_index("ix_emergencies_person_id", "emergencies", ["person_id"])
    op.create_index("emergencies_open", "emergencies", ["organisation", "coach_id", "expires_at"])
