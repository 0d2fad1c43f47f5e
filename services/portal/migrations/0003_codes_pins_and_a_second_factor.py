"""Codes, PINs and a second factor"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("calendar_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("calendar_feeds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feeds_organisation"), ["organisation"], unique=False)

    op.create_table(
        "desk_people",
        sa.Column("desk_mark", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("began_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("desk_mark", "person_id"),
    )
    with op.batch_alter_table("desk_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_people_began_at"), ["began_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_people_organisation"), ["organisation"], unique=False)

    op.create_table(
        "kept_forms",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("kept_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("kept_forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_forms_kept_at"), ["kept_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_kept_forms_organisation"), ["organisation"], unique=False)

    op.create_table(
        "knocks",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("verification_id", sa.String(length=36), nullable=True),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=True),
        sa.Column("expires_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    with op.batch_alter_table("knocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knocks_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_knocks_organisation"), ["organisation"], unique=False)

    op.create_table(
        "known_desks",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("made_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    with op.batch_alter_table("known_desks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_desks_organisation"), ["organisation"], unique=False)

    op.create_table(
        "pins",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("set_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("pins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pins_organisation"), ["organisation"], unique=False)

    op.create_table(
        "recovery_codes",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_codes_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_recovery_codes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "second_factors",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("second_factors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_second_factors_organisation"), ["organisation"], unique=False)

    op.create_table(
        "tries",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("window_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", "window_at"),
    )
    with op.batch_alter_table("tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tries_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tries_organisation"), ["organisation"], unique=False)

    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("id", sa.String(length=36), nullable=True))
