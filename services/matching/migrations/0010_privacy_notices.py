"""What an organisation says about privacy, version by version, who has had it, and who asked for a list."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "privacy_notices",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("es", sa.Text(), nullable=False),
        sa.Column("published_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "number", name="privacy_notices_number"),
    )
    op.create_index("ix_privacy_notices_organisation", "privacy_notices", ["organisation"])
    op.create_table(
        "acknowledgements",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "number", name="acknowledgements_once"),
    )
    op.create_index("ix_acknowledgements_organisation", "acknowledgements", ["organisation"])
    op.create_table(
        "list_requests",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("asked_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=False),
        sa.Column("due_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("given_at", columns.Instant(timezone=True), nullable=True),
        sa.Column("given_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_list_requests_organisation", "list_requests", ["organisation"])
    op.create_index("ix_list_requests_person_id", "list_requests", ["person_id"])
    is_open = sa.text("given_at IS NULL")
    op.create_index(
        "list_requests_due",
        "list_requests",
        ["organisation", "due_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
