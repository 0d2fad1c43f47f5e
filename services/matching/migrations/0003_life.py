"""Keep what is waited for, handed over and called by an organisation's own words"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "heard_contacts",
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_index("ix_heard_contacts_member_id", "heard_contacts", ["member_id"])
    op.create_index("ix_heard_contacts_organisation", "heard_contacts", ["organisation"])

    op.create_table(
        "heard_sessions",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("match_id", sa.String(length=36), nullable=True),
        sa.Column("referral_id", sa.String(length=36), nullable=True),
        sa.Column("starts_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("session_id"),
    )
    op.create_index("ix_heard_sessions_member_id", "heard_sessions", ["member_id"])
    op.create_index("ix_heard_sessions_organisation", "heard_sessions", ["organisation"])

    op.create_table(
        "name_marks",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "mark"),
    )
    op.create_index("ix_name_marks_organisation", "name_marks", ["organisation"])
    op.create_index("name_marks_mark", "name_marks", ["organisation", "mark"])

    op.create_table(
        "own_codes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("facet", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("en", sa.String(length=80), nullable=False),
        sa.Column("es", sa.String(length=80), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("maps", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("retired_at", columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "facet", "code", name="own_codes_once"),
    )
    op.create_index("ix_own_codes_organisation", "own_codes", ["organisation"])

    op.create_table(
        "tidings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("about_id", sa.String(length=36), nullable=False),
        sa.Column("tell_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("told_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("told_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("about_id", "tell_id", "kind", name="tidings_once"),
    )
    op.create_index("ix_tidings_organisation", "tidings", ["organisation"])

    op.create_table(
        "progress",
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("first_contact_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("first_session_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("booked_for_at", columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referrals.id"],
        ),
        sa.PrimaryKeyConstraint("referral_id"),
    )
    op.create_index("ix_progress_organisation", "progress", ["organisation"])

    op.create_table(
        "handovers",
        sa.Column("match_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.String(length=36), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.Column("agreed_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("agreed_how", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["match_id"],
            ["matches.id"],
        ),
        sa.PrimaryKeyConstraint("match_id"),
    )
    op.create_index("ix_handovers_organisation", "handovers", ["organisation"])

    op.add_column("matches", sa.Column("ends_at", columns.Instant(timezone=True), nullable=True))
    op.add_column("matches", sa.Column("ends_reason", sa.String(length=40), nullable=True))
    op.add_column("matches", sa.Column("coach_hears", sa.String(length=16), nullable=True))
    op.create_index(
        "matches_to_end",
        "matches",
        ["ends_at"],
        sqlite_where=sa.text("state IN ('active', 'paused')"),
        postgresql_where=sa.text("state IN ('active', 'paused')"),
    )

    op.add_column("offers", sa.Column("answered_by", sa.String(length=36), nullable=True))
    op.add_column("offers", sa.Column("chased", sa.Integer(), server_default="0", nullable=False))
    op.add_column("offers", sa.Column("chase_at", columns.Instant(timezone=True), nullable=True))
    op.create_index(
        "offers_to_chase",
        "offers",
        ["chase_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.add_column("people", sa.Column("welcome_per_week", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("do_not_contact", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("reason", sa.String(length=40), nullable=True))
    op.add_column("people", sa.Column("until", columns.Instant(timezone=True), nullable=True))

    op.add_column("referrals", sa.Column("next_steps", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("referrals", sa.Column("look_again_at", columns.Instant(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("priority", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("referrals", sa.Column("replaces_match_id", sa.String(length=36), nullable=True))
    op.add_column("referrals", sa.Column("coach_hears", sa.String(length=16), nullable=True))
    op.add_column("referrals", sa.Column("now_at", sa.Text(), nullable=True))
