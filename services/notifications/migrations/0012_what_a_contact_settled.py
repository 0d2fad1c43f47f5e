"""Which contact ended a call, or gave up a number: when it is taken back, so is that. Of older ones it is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("calls", sa.Column("closed_for", sa.String(36), nullable=True))
    op.add_column("contact_points", sa.Column("given_up_for", sa.String(36), nullable=True))
