"""What was written of a contact before it was corrected."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "contact_history",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("changed_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contact_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_history_organisation"), ["organisation"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_history_contact_id"), ["contact_id"], unique=False)
