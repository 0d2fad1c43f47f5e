"""Whether somebody who waits would like to hear once a week that they are still on the list."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("preferences", sa.Column("weekly_word", sa.Boolean, nullable=False, server_default=sa.false()))
