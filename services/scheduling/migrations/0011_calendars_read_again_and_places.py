"""Calendars read again, and places"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("discreet_name", sa.String(length=80), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_organisation"), ["organisation"], unique=False)

    with op.batch_alter_table("busy_calendars", schema=None) as batch_op:
        batch_op.add_column(sa.Column("url", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("again_at", columns.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("trouble", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("trouble_since", columns.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_busy_calendars_again_at"), ["again_at"], unique=False)
