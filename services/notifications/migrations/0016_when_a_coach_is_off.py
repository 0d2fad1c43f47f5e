"""When a coach is off: what is written to them then is for others to read."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "time_off",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("time_off_of_coach", "time_off", ["organisation", "coach_id", "ends_at"])
