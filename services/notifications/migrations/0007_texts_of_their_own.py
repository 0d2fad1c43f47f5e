"""Texts in an organisation's own words"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("wordings", sa.Column("short", sa.Text(), nullable=True))
