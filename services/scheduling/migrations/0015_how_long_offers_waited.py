"""How long offers waited."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("ended_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("offer_id"),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_offers_ended_at"), ["ended_at"], unique=False)
