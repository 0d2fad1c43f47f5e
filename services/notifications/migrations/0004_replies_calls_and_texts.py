"""Texts: what people say back, where no more is wanted, whom to ring, how fast"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=True),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("due_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("closed_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("calls_by_state", "calls", ["organisation", "state", "due_at"])
    op.create_index("calls_of_person", "calls", ["organisation", "person_id", "state"])
    op.create_index("ix_calls_organisation", "calls", ["organisation"])

    op.create_table(
        "inbound",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("meaning", sa.String(length=20), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "organisation"),
    )
    op.create_table(
        "opt_outs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "kind", "mark", "topic", name="opt_outs_once"),
    )
    op.create_index("ix_opt_outs_organisation", "opt_outs", ["organisation"])

    op.create_table(
        "paces",
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("left", sa.Float(), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("provider"),
    )
    op.create_table(
        "receipts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "organisation"),
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=True),
        sa.Column("contact_point_id", sa.String(length=36), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("received_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("answered_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("handled_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("handled_by", sa.String(length=36), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_replies_organisation", "replies", ["organisation"])
    op.create_index("replies_by_state", "replies", ["organisation", "state", "received_at"])
    op.create_index("replies_of_person", "replies", ["organisation", "person_id", "received_at"])

    op.add_column("attempts", sa.Column("provider", sa.String(length=40), nullable=True))

    op.add_column("messages", sa.Column("contact_point_id", sa.String(length=36), nullable=True))
    op.add_column("messages", sa.Column("delivered_at", columns.Instant(timezone=True), nullable=True))
    op.drop_index("messages_due", "messages")
    op.create_index(
        "messages_due",
        "messages",
        ["organisation", "channel", "due_at"],
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    )
