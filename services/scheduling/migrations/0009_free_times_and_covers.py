"""Times that came free and sessions colleagues cover"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "cover_asks",
        sa.Column("cover_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("not_told", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("cover_id", "coach_id"),
    )
    with op.batch_alter_table("cover_asks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cover_asks_organisation"), ["organisation"], unique=False)

    op.create_table(
        "covers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("offered_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("claimed_by", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("covers", schema=None) as batch_op:
        batch_op.create_index("covers_in_order", ["organisation", "state", "starts_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_covers_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_covers_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_covers_session_id"), ["session_id"], unique=False)

    op.create_table(
        "earlier_wishes",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("since", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("earlier_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_wishes_organisation"), ["organisation"], unique=False)

    op.create_table(
        "freed_times",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("freed_by", sa.String(length=36), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("freed_times", schema=None) as batch_op:
        batch_op.create_index("freed_times_open", ["organisation", "open", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_freed_times_organisation"), ["organisation"], unique=False)

    op.create_table(
        "time_offers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("freed_id", sa.String(length=36), nullable=False),
        sa.Column("match_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("offered_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("time_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_time_offers_freed_id"), ["freed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_time_offers_match_id"), ["match_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_time_offers_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_time_offers_organisation"), ["organisation"], unique=False)
        batch_op.create_index("time_offers_in_order", ["organisation", "state", "offered_at", "id"], unique=False)

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("covers_for", sa.String(length=36), nullable=True))
