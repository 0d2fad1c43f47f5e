"""What happened, and what is due"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "cadences",
        sa.Column("match_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("reach_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("match_id"),
    )
    with op.batch_alter_table("cadences", schema=None) as batch_op:
        batch_op.create_index("cadences_due", ["organisation", "reach_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadences_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadences_organisation"), ["organisation"], unique=False)

    op.create_table(
        "calling_wishes",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("fine_until", columns.Instant(timezone=True), nullable=True),
        sa.Column("not_called_from", columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("calling_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calling_wishes_organisation"), ["organisation"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("coach_id", sa.String(length=36), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("started_by", sa.String(length=8), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("outreach_id", sa.String(length=36), nullable=True),
        sa.Column("place_id", sa.String(length=36), nullable=True),
        sa.Column("funding", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_id"),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index("contacts_in_order", ["organisation", "at", "id"], unique=False)
        batch_op.create_index("contacts_of_coach", ["coach_id", "at"], unique=False)
        batch_op.create_index("contacts_of_person", ["person_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_outreach_id"), ["outreach_id"], unique=False)

    op.create_table(
        "on_call",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation"),
    )
    op.create_table(
        "outreach",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=True),
        sa.Column("match_id", sa.String(length=36), nullable=True),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("cover_id", sa.String(length=36), nullable=True),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("since", columns.Instant(timezone=True), nullable=False),
        sa.Column("opened_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("due_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("held_by", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_try_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("closed_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outreach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outreach_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outreach_match_id"), ["match_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outreach_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outreach_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_outreach_session_id"), ["session_id"], unique=False)
        batch_op.create_index("outreach_in_order", ["organisation", "state", "due_at", "id"], unique=False)

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("referral_id", sa.String(length=36), nullable=True))
        batch_op.alter_column("match_id", existing_type=sa.VARCHAR(length=36), nullable=True)
        batch_op.create_index(batch_op.f("ix_sessions_referral_id"), ["referral_id"], unique=False)
