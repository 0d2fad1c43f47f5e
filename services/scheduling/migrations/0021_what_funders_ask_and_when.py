"""When the last who walked with somebody stopped, and which of a funder's questions are settled."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("parties", sa.Column("ended_at", columns.Instant(timezone=True), nullable=True))
    op.create_table(
        "funder_questions",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("settled_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "kind"),
    )
    with op.batch_alter_table("funder_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funder_questions_organisation"), ["organisation"], unique=False)
