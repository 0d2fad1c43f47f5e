"""Why something is said, and what was said, for a while"""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "causes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("held_by", sa.String(length=16), nullable=True),
        sa.Column("at", columns.Instant(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_causes_organisation", "causes", ["organisation"])
    op.create_index("ix_causes_person_id", "causes", ["person_id"])
    op.create_index("causes_by_kind", "causes", ["organisation", "kind", "state"])
    op.create_table(
        "contents",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("wording", sa.String(length=16), nullable=False),
        sa.Column("at", columns.Instant(timezone=True), nullable=False),
        sa.Column("read_at", columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("ix_contents_organisation", "contents", ["organisation"])
    op.create_index("contents_of_person", "contents", ["organisation", "person_id", "at"])
    op.create_index("contents_by_age", "contents", ["organisation", "at"])
    op.add_column("messages", sa.Column("cause_id", sa.String(length=36), nullable=True))
    op.create_index("ix_messages_cause_id", "messages", ["cause_id"])
    op.add_column("preferences", sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("sessions_by_start", "sessions", ["organisation", "starts_at"])
