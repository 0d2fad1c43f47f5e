"""Keep rounds, an organisation's own weights, and where the points alone would have put a coach"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0004"
down_revision = "0003"

IN_HAND = sa.text("state IN ('waiting', 'computing', 'draft', 'publishing')")


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("objective", sa.String(length=16), nullable=False),
        sa.Column("most_each", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("begun_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("begun_by", sa.String(length=36), nullable=False),
        sa.Column("weights_version", sa.String(length=40), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("lease_until", columns.Instant(timezone=True), nullable=True),
        sa.Column("compared", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rounds_organisation", "rounds", ["organisation"])
    one = {"unique": True, "sqlite_where": IN_HAND, "postgresql_where": IN_HAND}
    op.create_index("rounds_one_at_a_time", "rounds", ["organisation"], **one)

    op.create_table(
        "round_pairs",
        sa.Column("round_id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=True),
        sa.Column("first_come_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("conflict", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["first_come_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
        sa.PrimaryKeyConstraint("round_id", "referral_id"),
    )
    op.create_index("ix_round_pairs_organisation", "round_pairs", ["organisation"])
    op.create_index("round_pairs_position", "round_pairs", ["round_id", "position"])

    op.create_table(
        "weights",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("set_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "version"),
    )
    op.add_column("shortlist_positions", sa.Column("by_points", sa.Integer(), nullable=True))
