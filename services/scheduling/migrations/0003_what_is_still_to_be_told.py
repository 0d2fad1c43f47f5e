"""What is still to be told"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "coaches_to_tell",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("coach_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("coaches_to_tell", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaches_to_tell_organisation"), ["organisation"], unique=False)
