"""Groups and their seats"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("rrule", sa.String(length=200), nullable=True),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("place_id", sa.String(length=36), nullable=True),
        sa.Column("at_once", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("listening_seats", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_groups_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_groups_organisation"), ["organisation"], unique=False)

    op.create_table(
        "seats",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("group_id", sa.String(length=36), nullable=False),
        sa.Column("taking_part", sa.String(length=12), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "member_id"),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seats_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seats_organisation"), ["organisation"], unique=False)
        batch_op.create_index("seats_of_member", ["member_id", "starts_at"], unique=False)

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_session_id", sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_contacts_group_session_id"), ["group_session_id"], unique=False)

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.String(length=36), nullable=True))
        batch_op.alter_column("member_id", existing_type=sa.VARCHAR(length=36), nullable=True)
        batch_op.create_index(batch_op.f("ix_sessions_group_id"), ["group_id"], unique=False)
