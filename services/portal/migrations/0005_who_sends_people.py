"""Organisations that send people, and which requests each has sent."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "referring_clients",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("revoked_at", columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_referring_clients_mark", "referring_clients", ["mark"])
    op.create_index("ix_referring_clients_organisation", "referring_clients", ["organisation"])
    op.create_table(
        "sent_referrals",
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("referral_id"),
    )
    op.create_index("ix_sent_referrals_client_id", "sent_referrals", ["client_id"])
    op.create_index("ix_sent_referrals_organisation", "sent_referrals", ["organisation"])
