"""Which coaches volunteer, and how often a hold was kept for longer."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("coaches", sa.Column("role", sa.String(length=16), nullable=True))
    op.add_column("holds", sa.Column("extended", sa.Integer(), nullable=False, server_default="0"))
