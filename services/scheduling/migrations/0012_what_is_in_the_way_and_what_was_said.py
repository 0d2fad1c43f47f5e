"""What is in the way and what was said"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "attendance_history",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=True),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("attendance_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_history_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_history_session_id"), ["session_id"], unique=False)

    op.create_table(
        "in_the_way",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id"),
    )
    with op.batch_alter_table("in_the_way", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_in_the_way_organisation"), ["organisation"], unique=False)
